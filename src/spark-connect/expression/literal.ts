import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describeValue } from "../describe-value.ts";
import {
  type Expression,
  type Expression_Literal,
  Expression_LiteralSchema,
  ExpressionSchema,
} from "../gen/spark/connect/expressions_pb.js";
import { NullType } from "../types/data-type.ts";
import { dataTypeToProto } from "../types/to-proto.ts";
import { CalendarInterval } from "../values/calendar-interval.ts";
import { DayTimeInterval } from "../values/day-time-interval.ts";
import { Decimal } from "../values/decimal.ts";
import { LocalDate } from "../values/local-date.ts";
import { LocalTime } from "../values/local-time.ts";
import { LocalTimestamp } from "../values/local-timestamp.ts";
import { Timestamp } from "../values/timestamp.ts";
import { YearMonthInterval } from "../values/year-month-interval.ts";
import { functionCall } from "./function-call.ts";

/**
 * A value that can stand in an expression, and the type that it has there. A whole `number` is an INT when it fits into 32
 * bits, else a BIGINT; JavaScript cannot tell `1.0` from `1`, so that it is an INT too: say `lit(1, "DOUBLE")`. A number with a
 * fraction, NaN, an infinity and one beyond 64 bits, such as `1e300`, is a DOUBLE. A whole number that is neither held exactly
 * (beyond 2^53) nor beyond 64 bits is refused: it is a bigint that lost digits, or a DOUBLE that should say so. A `bigint` is a
 * BIGINT, a Decimal a DECIMAL of its digits, a Date a TIMESTAMP, an array an ARRAY, a Map a MAP of literals.
 */
export type LiteralValue = ScalarValue | readonly LiteralValue[] | ReadonlyMap<LiteralValue, LiteralValue>;

export type ScalarValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Decimal
  | LocalDate
  | LocalTime
  | LocalTimestamp
  | Timestamp
  | Date
  | CalendarInterval
  | DayTimeInterval
  | YearMonthInterval;

/** @throws RangeError for a number that has no exact form in Spark. */
export function literalExpression(value: LiteralValue): Expression {
  if (isList(value)) return functionCall("array", value.map(literalExpression));
  if (isMap(value)) return functionCall("map", [...value].flat().map(literalExpression));
  return create(ExpressionSchema, { exprType: { case: "literal", value: literal(value) } });
}

export function literal(value: ScalarValue): Expression_Literal {
  return create(Expression_LiteralSchema, { literalType: literalType(value) });
}

/** A DOUBLE, of an integer too. */
export function doubleExpression(value: number): Expression {
  const literalType = { case: "double", value } as const;
  return create(ExpressionSchema, { exprType: { case: "literal", value: { literalType } } });
}

type LiteralType = NonNullable<MessageInitShape<typeof Expression_LiteralSchema>["literalType"]>;

function literalType(value: ScalarValue): LiteralType {
  if (value === null) return { case: "null", value: dataTypeToProto(NullType) };
  if (typeof value === "boolean") return { case: "boolean", value };
  if (typeof value === "string") return { case: "string", value };
  if (typeof value === "bigint") return { case: "long", value: checkLong(value) };
  if (typeof value === "number") return numberLiteral(value);
  if (value instanceof Uint8Array) return { case: "binary", value: Uint8Array.from(value) };
  if (value instanceof Decimal) return { case: "decimal", value: decimalLiteral(value) };
  if (value instanceof LocalDate) return { case: "date", value: value.daysSinceEpoch };
  if (value instanceof LocalTime) return { case: "time", value: { nano: value.microsOfDay * 1000n, precision: 6 } };
  if (value instanceof LocalTimestamp) return { case: "timestampNtz", value: value.micros };
  if (value instanceof Timestamp) return { case: "timestamp", value: value.epochMicros };
  if (value instanceof Date) return { case: "timestamp", value: Timestamp.fromDate(value).epochMicros };
  if (value instanceof DayTimeInterval) return { case: "dayTimeInterval", value: value.micros };
  if (value instanceof YearMonthInterval) return { case: "yearMonthInterval", value: value.months };
  if (value instanceof CalendarInterval) {
    return {
      case: "calendarInterval",
      value: { months: value.months, days: value.days, microseconds: value.micros },
    };
  }
  return refuse(value);
}

function numberLiteral(value: number): LiteralType {
  if (!Number.isInteger(value) || Object.is(value, -0)) return { case: "double", value };
  if (INT_MIN <= value && value <= INT_MAX) return { case: "integer", value };
  if (Number.isSafeInteger(value)) return { case: "long", value: BigInt(value) };
  if (Math.abs(value) >= 2 ** 63) return { case: "double", value };
  throw new RangeError(
    `${value} is beyond the integers that a number holds exactly. Pass a bigint for a BIGINT, or lit(${value}, "DOUBLE").`,
  );
}

/** Spark wants the precision to count the zeros after the point: 0.05 is DECIMAL(2,2). */
function decimalLiteral(value: Decimal): { value: string; precision: number; scale: number } {
  return { value: value.toString(), precision: Math.max(value.precision, value.scale), scale: value.scale };
}

/** @throws RangeError if it has more than 64 bits */
export function checkLong(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new RangeError(`${value} does not fit into a BIGINT (64 bits). Use a Decimal.`);
}

function isList(value: LiteralValue): value is readonly LiteralValue[] {
  return Array.isArray(value);
}

function isMap(value: LiteralValue): value is ReadonlyMap<LiteralValue, LiteralValue> {
  return value instanceof Map;
}

function refuse(value: never): never {
  throw new TypeError(
    `No literal can be made from ${describeValue(value)}. ${value === undefined ? "Is an argument missing?" : "Say its type: lit(value, type)."}`,
  );
}

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;
