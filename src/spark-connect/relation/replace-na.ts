import { create } from "@bufbuild/protobuf";
import { literal } from "../expression/literal.ts";
import { type Expression_Literal, Expression_LiteralSchema } from "../gen/spark/connect/expressions_pb.js";
import type { Relation } from "../gen/spark/connect/relations_pb.js";
import { type KeyedValues, keyedPairs } from "../keyed-values.ts";
import type { RelationType } from "./new-relation.ts";

/** Numbers are compared as DOUBLE, whatever a column's type is. */
export type ReplaceableValue = boolean | number | bigint | string;

/** New values by old ones: all booleans, all strings or all numbers; old ones that are not text in a Map. */
export type Replacements = Exclude<KeyedValues<ReplaceableValue, ReplaceableValue | null>, readonly unknown[]>;

export function replaceOf(input: Relation, replacements: Replacements, cols: readonly string[]): RelationType {
  const pairs = keyedPairs<ReplaceableValue, ReplaceableValue | null>("replace", replacements);
  checkKinds(pairs.flat());
  return {
    case: "replace",
    value: {
      input,
      cols: [...cols],
      replacements: pairs.map(([old, fresh]) => ({ oldValue: asLiteral(old), newValue: asLiteral(fresh) })),
    },
  };
}

export function isReplacements(
  value: ReplaceableValue | readonly ReplaceableValue[] | Replacements,
): value is Replacements {
  return typeof value === "object" && !Array.isArray(value);
}

/** Each old value with its new one. @throws RangeError unless there is one new value, or one for each */
export function pairUp(
  old: ReplaceableValue | readonly ReplaceableValue[],
  fresh: ReplaceableValue | null | readonly (ReplaceableValue | null)[],
): Replacements {
  const olds = isList(old) ? old : [old];
  const news = isList(fresh) ? fresh : olds.map(() => fresh);
  if (olds.length !== news.length) {
    throw new RangeError(`replace: ${olds.length} values to replace, but ${news.length} new values`);
  }
  return new Map(olds.map((value, index) => [value, news[index] ?? null]));
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

function checkKinds(values: readonly (ReplaceableValue | null)[]): void {
  const kinds = new Set(values.filter((value) => value !== null).map(kindOf));
  if (kinds.size > 1) throw new TypeError(`replace: values are of several kinds: ${[...kinds].join(", ")}`);
}

function kindOf(value: ReplaceableValue): string {
  return typeof value === "bigint" ? "number" : typeof value;
}

function asLiteral(value: ReplaceableValue | null): Expression_Literal {
  if (typeof value !== "number" && typeof value !== "bigint") return literal(value);
  const double = Number(value);
  if (typeof value === "bigint" && BigInt(double) !== value) {
    throw new RangeError(`replace: ${value} is compared as DOUBLE, which cannot hold it exactly`);
  }
  return create(Expression_LiteralSchema, { literalType: { case: "double", value: double } });
}
