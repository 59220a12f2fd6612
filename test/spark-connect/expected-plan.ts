import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import type { Column, DataFrame } from "../../src/spark-connect/index.ts";
import { offlineSession } from "./offline-session.ts";

// The protocol's JSON, in short. Integers of 64 bits are text.

export function attr(unparsedIdentifier: string, planId?: string): JsonObject {
  return {
    unresolvedAttribute: { unparsedIdentifier, isMetadataColumn: false, ...(planId !== undefined && { planId }) },
  };
}

export function fn(functionName: string, ...args: readonly JsonObject[]): JsonObject {
  return { unresolvedFunction: { functionName, ...(args.length > 0 && { arguments: [...args] }) } };
}

export function literal(value: JsonObject): JsonObject {
  return { literal: value };
}

export function int(integer: number): JsonObject {
  return literal({ integer });
}

export function text(string: string): JsonObject {
  return literal({ string });
}

export function bool(boolean: boolean): JsonObject {
  return literal({ boolean });
}

export function ascending(child: JsonObject): JsonObject {
  return { child, direction: "SORT_DIRECTION_ASCENDING", nullOrdering: "SORT_NULLS_FIRST" };
}

export function descending(child: JsonObject): JsonObject {
  return { child, direction: "SORT_DIRECTION_DESCENDING", nullOrdering: "SORT_NULLS_LAST" };
}

export function relation(planId: number, type: JsonObject): JsonObject {
  return { common: { planId: String(planId) }, ...type };
}

export function table(planId: number, unparsedIdentifier: string): JsonObject {
  return relation(planId, { read: { namedTable: { unparsedIdentifier } } });
}

/** The JSON of an expression, taken out of a whole plan. */
export function expressionJson(column: Column): JsonValue | undefined {
  const plan = rootOf(offlineSession().table("t").select(column));
  const project = objectOf(plan["project"]);
  return Array.isArray(project["expressions"]) ? project["expressions"][0] : undefined;
}

export function rootOf(frame: DataFrame): JsonObject {
  return objectOf(objectOf(frame.toPlanJson())["root"]);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`${JSON.stringify(value)} is no object`);
}
