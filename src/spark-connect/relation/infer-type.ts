import { isPlainObject } from "../describe-value.ts";
import { Row } from "../row.ts";
import {
  ArrayType,
  BinaryType,
  BooleanType,
  type DataType,
  DateType,
  DayTimeIntervalType,
  DecimalType,
  DoubleType,
  LongType,
  MapType,
  NullType,
  StringType,
  StructField,
  TimestampNTZType,
  TimestampType,
  TimeType,
  YearMonthIntervalType,
} from "../types/data-type.ts";
import { StructType } from "../types/struct-type.ts";
import { DayTimeInterval } from "../values/day-time-interval.ts";
import { Decimal } from "../values/decimal.ts";
import { LocalDate } from "../values/local-date.ts";
import { LocalTime } from "../values/local-time.ts";
import { LocalTimestamp } from "../values/local-timestamp.ts";
import { Timestamp } from "../values/timestamp.ts";
import { YearMonthInterval } from "../values/year-month-interval.ts";
import { mergeTypes } from "./merge-types.ts";

/** The type that PySpark takes for a value like this. A whole number is a BIGINT, any Decimal a DECIMAL(38,18). */
export function inferType(value: unknown, place: string): DataType {
  if (value === null || value === undefined) return NullType;
  if (typeof value === "boolean") return BooleanType;
  if (typeof value === "string") return StringType;
  if (typeof value === "bigint") return LongType;
  if (typeof value === "number") return Number.isSafeInteger(value) && !Object.is(value, -0) ? LongType : DoubleType;
  if (Array.isArray(value)) return ArrayType(inferElement(value, `element of ${place}`));
  if (value instanceof Map) {
    return MapType(
      inferElement([...value.keys()], `key of ${place}`),
      inferElement([...value.values()], `value of ${place}`),
    );
  }
  const known = CLASSES.find(([valueClass]) => value instanceof valueClass)?.[1];
  if (known !== undefined) return known;
  if (value instanceof Row)
    return structOf(
      value.names.map((name, index) => [name, value.values[index]]),
      place,
    );
  if (isPlainObject(value)) return inferObject(value, place);
  throw new TypeError(
    `${place}: no type can be inferred from ${Object.prototype.toString.call(value)}. Give a schema.`,
  );
}

/** A struct with the fields in alphabetical order, as PySpark takes them from a dict. */
export function inferObject(value: object, place: string): StructType {
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return structOf(fields, place);
}

export function structOf(fields: readonly (readonly [name: string, value: unknown])[], place: string): StructType {
  return StructType(fields.map(([name, value]) => StructField(name, inferType(value, `${place}.${name}`))));
}

function inferElement(values: readonly unknown[], place: string): DataType {
  return values.reduce<DataType>((type, value) => mergeTypes(type, inferType(value, place), place), NullType);
}

const CLASSES: readonly (readonly [abstract new (...args: never[]) => unknown, DataType])[] = [
  [Uint8Array, BinaryType],
  [Decimal, DecimalType(38, 18)],
  [LocalDate, DateType],
  [Timestamp, TimestampType],
  [Date, TimestampType],
  [LocalTimestamp, TimestampNTZType],
  [LocalTime, TimeType()],
  [DayTimeInterval, DayTimeIntervalType()],
  [YearMonthInterval, YearMonthIntervalType()],
];
