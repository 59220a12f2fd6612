import { create } from "@bufbuild/protobuf";
import { describeValue } from "../describe-value.ts";
import { checkLong } from "../expression/literal.ts";
import { type Expression_Literal, Expression_LiteralSchema } from "../gen/spark/connect/expressions_pb.js";
import type { Relation } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "./new-relation.ts";

/** Spark fills with these only, converted to each column's type. An integer is sent as BIGINT, another number as DOUBLE. */
export type FillValue = boolean | number | bigint | string;

/** @param cols none: all whose type fits */
export function fillNaOf(input: Relation, values: readonly FillValue[], cols: readonly string[]): RelationType {
  return { case: "fillNa", value: { input, cols: [...cols], values: values.map(fillLiteral) } };
}

function fillLiteral(value: FillValue): Expression_Literal {
  return create(Expression_LiteralSchema, { literalType: literalType(value) });
}

function literalType(value: FillValue) {
  if (typeof value === "boolean") return { case: "boolean" as const, value };
  if (typeof value === "string") return { case: "string" as const, value };
  if (typeof value === "bigint") return { case: "long" as const, value: checkLong(value) };
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return { case: "long" as const, value: BigInt(value) };
  if (typeof value === "number") return { case: "double" as const, value };
  throw new TypeError(`fillna: expected text, a number or a truth value, got ${describeValue(value)}`);
}
