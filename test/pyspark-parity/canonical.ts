import type { JsonValue } from "@bufbuild/protobuf";

/**
 * A plan in which everything is left out that may differ between two clients and means nothing: where in the program a node
 * was made, and which numbers stand for plans and which names for the variables of lambda functions.
 */
export function canonical(plan: JsonValue): JsonValue {
  const planIds = new Map<string, string>();
  const variables = new Map<string, string>();
  return walk(plan);

  function walk(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value)
      .filter(([key]) => key !== "origin")
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]): [string, JsonValue] => [key, isPlanId(key, of) ? numbered(planIds, of) : named(key, of)]);
    return Object.fromEntries(entries.filter(([key, of]) => key !== "common" || !isEmpty(of)));
  }

  function named(key: string, value: JsonValue): JsonValue {
    return key === "nameParts" ? numbered(variables, JSON.stringify(value)) : walk(value);
  }
}

function isPlanId(key: string, value: JsonValue): value is string {
  return key === "planId" && typeof value === "string";
}

/** By the order in which they are met. */
function numbered(known: Map<string, string>, name: string): string {
  const number = known.get(name) ?? String(known.size);
  known.set(name, number);
  return number;
}

function isEmpty(value: JsonValue): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
