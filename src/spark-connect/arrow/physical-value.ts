import type { DataType, DecimalType } from "../types/data-type.ts";
import { simpleString } from "../types/simple-string.ts";
import { DayTimeInterval } from "../values/day-time-interval.ts";
import { Decimal } from "../values/decimal.ts";
import { LocalDate } from "../values/local-date.ts";
import { LocalTime } from "../values/local-time.ts";
import { LocalTimestamp } from "../values/local-timestamp.ts";
import { Timestamp } from "../values/timestamp.ts";
import { YearMonthInterval } from "../values/year-month-interval.ts";
import type { Place } from "./row-values.ts";

export function booleanOf(value: unknown, place: Place): boolean {
  if (typeof value === "boolean") {
    return value;
  }
  throw mismatch("boolean", value, place);
}

export function numberOf(value: unknown, place: Place): number {
  if (typeof value === "number") {
    return value;
  }
  throw mismatch("number", value, place);
}

/** The integer by which Arrow stores the value. @throws TypeError or RangeError when it is not one or does not fit. */
export function physicalInteger(type: DataType, value: unknown, place: Place): bigint {
  const integer = integerOf(type, value);
  if (integer === undefined) {
    throw mismatch(simpleString(type), value, place);
  }
  if (BigInt.asIntN(BITS[type.kind] ?? 64, integer) !== integer) {
    throw new RangeError(`${place()}: ${integer} does not fit ${simpleString(type)}`);
  }
  return integer;
}

const BITS: Partial<Record<DataType["kind"], number>> = {
  byte: 8,
  short: 16,
  integer: 32,
  date: 32,
  yearMonthInterval: 32,
};

function integerOf(type: DataType, value: unknown): bigint | undefined {
  switch (type.kind) {
    case "byte":
    case "short":
    case "integer":
    case "long":
      return wholeNumber(value);
    case "date":
      return value instanceof LocalDate ? BigInt(value.daysSinceEpoch) : undefined;
    case "timestamp":
      return value instanceof Timestamp
        ? value.epochMicros
        : value instanceof Date && !Number.isNaN(value.getTime())
          ? Timestamp.fromDate(value).epochMicros
          : undefined;
    case "timestampNtz":
      return value instanceof LocalTimestamp ? value.micros : undefined;
    case "time":
      return value instanceof LocalTime ? value.microsOfDay * 1000n : undefined;
    case "yearMonthInterval":
      return value instanceof YearMonthInterval ? BigInt(value.months) : undefined;
    case "dayTimeInterval":
      return value instanceof DayTimeInterval ? value.micros : undefined;
    default:
      return undefined;
  }
}

/** The unscaled value in the type's scale. @throws TypeError or RangeError when the type cannot hold it exactly. */
export function decimalOf(type: DecimalType, value: unknown, place: Place): bigint {
  const whole = wholeNumber(value);
  const decimal = value instanceof Decimal ? value : whole === undefined ? undefined : Decimal.ofInteger(whole);
  if (decimal === undefined) {
    throw mismatch(simpleString(type), value, place);
  }
  const { unscaled } = scaled(decimal, type.scale, place);
  if (unscaled >= 10n ** BigInt(type.precision) || -unscaled >= 10n ** BigInt(type.precision)) {
    throw new RangeError(`${place()}: ${decimal} does not fit ${simpleString(type)}`);
  }
  return unscaled;
}

function scaled(decimal: Decimal, scale: number, place: Place): Decimal {
  try {
    return decimal.withScale(scale);
  } catch (error) {
    throw new RangeError(`${place()}: ${decimal} has more than ${scale} digits after the point`, {
      cause: error,
    });
  }
}

export function bytesOf(type: DataType, value: unknown, place: Place): Uint8Array {
  if (type.kind === "binary") {
    if (value instanceof Uint8Array) {
      return value;
    }
    throw mismatch("binary, a Uint8Array", value, place);
  }
  if (typeof value !== "string") {
    throw mismatch("string", value, place);
  }
  if (!value.isWellFormed()) {
    throw new TypeError(`${place()}: the string has half of a surrogate pair, which UTF-8 cannot hold`);
  }
  return Buffer.from(value, "utf8");
}

export function listOf(value: unknown, place: Place): readonly unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  throw mismatch("array", value, place);
}

export function mapOf(value: unknown, place: Place): ReadonlyMap<unknown, unknown> {
  if (value instanceof Map) {
    return value;
  }
  throw mismatch("map, a Map", value, place);
}

function wholeNumber(value: unknown): bigint | undefined {
  return typeof value === "bigint" ? value : Number.isSafeInteger(value) ? BigInt(Number(value)) : undefined;
}

function mismatch(expected: string, value: unknown, place: Place): TypeError {
  const actual = typeof value === "object" && value !== null ? value.constructor.name : `a ${typeof value}`;
  const shown = typeof value === "number" ? ` (${value})` : "";
  return new TypeError(`${place()}: expected ${expected}, got ${actual}${shown}`);
}
