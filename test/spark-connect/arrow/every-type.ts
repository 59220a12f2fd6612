import { Row } from "../../../src/spark-connect/row.ts";
import {
  ArrayType,
  BinaryType,
  BooleanType,
  ByteType,
  DateType,
  DayTimeIntervalType,
  DecimalType,
  DoubleType,
  FloatType,
  IntegerType,
  LongType,
  MapType,
  NullType,
  ShortType,
  StringType,
  StructField,
  TimestampNTZType,
  TimestampType,
  TimeType,
  YearMonthIntervalType,
} from "../../../src/spark-connect/types/data-type.ts";
import { StructType } from "../../../src/spark-connect/types/struct-type.ts";
import { DayTimeInterval } from "../../../src/spark-connect/values/day-time-interval.ts";
import { Decimal } from "../../../src/spark-connect/values/decimal.ts";
import { LocalDate } from "../../../src/spark-connect/values/local-date.ts";
import { LocalTime } from "../../../src/spark-connect/values/local-time.ts";
import { LocalTimestamp } from "../../../src/spark-connect/values/local-timestamp.ts";
import { Timestamp } from "../../../src/spark-connect/values/timestamp.ts";
import { YearMonthInterval } from "../../../src/spark-connect/values/year-month-interval.ts";

const nested = StructType([StructField("x", IntegerType), StructField("y", ArrayType(DecimalType(10, 3)))]);

/** A column of each type whose values a client can make. */
export const everyType = StructType([
  StructField("void", NullType),
  StructField("boolean", BooleanType),
  StructField("byte", ByteType),
  StructField("short", ShortType),
  StructField("integer", IntegerType),
  StructField("long", LongType),
  StructField("float", FloatType),
  StructField("double", DoubleType),
  StructField("decimal", DecimalType(38, 10)),
  StructField("string", StringType),
  StructField("binary", BinaryType),
  StructField("date", DateType),
  StructField("timestamp", TimestampType),
  StructField("timestamp_ntz", TimestampNTZType),
  StructField("time", TimeType(6)),
  StructField("year_month", YearMonthIntervalType()),
  StructField("day_time", DayTimeIntervalType()),
  StructField("array", ArrayType(ArrayType(LongType))),
  StructField("map", MapType(StringType, nested)),
  StructField("struct", nested),
]);

const DIGITS_38 = 99999999999999999999999999999999999999n;

/** The least and the greatest values, and nulls at each depth. */
export const extremes: readonly (readonly unknown[])[] = [
  [
    null,
    true,
    -128,
    -32768,
    -(2 ** 31),
    -(2n ** 63n),
    -1.5,
    -Number.MAX_VALUE,
    new Decimal(-DIGITS_38, 10),
    "",
    new Uint8Array(),
    LocalDate.of(1, 1, 1),
    Timestamp.parse("1582-10-14T23:59:59.999999Z"),
    LocalTimestamp.parse("0001-01-01T00:00:00.000001"),
    LocalTime.parse("00:00:00"),
    new YearMonthInterval(-14),
    new DayTimeInterval(-1n),
    [],
    new Map(),
    new Row(["x", "y"], [null, null]),
  ],
  everyType.fields.map(() => null),
  [
    null,
    false,
    127,
    32767,
    2 ** 31 - 1,
    2n ** 63n - 1n,
    Number.POSITIVE_INFINITY,
    Number.MIN_VALUE,
    new Decimal(DIGITS_38, 10),
    "\ufeffbyte order mark, \u00e9, \u{1f600}",
    Uint8Array.of(0, 255),
    LocalDate.of(9999, 12, 31),
    Timestamp.parse("9999-12-31T23:59:59.999999Z"),
    LocalTimestamp.parse("9999-12-31T23:59:59.999999"),
    LocalTime.parse("23:59:59.999999"),
    new YearMonthInterval(119_999),
    new DayTimeInterval(2n ** 62n),
    [[1n, null], null, []],
    new Map([
      ["a", new Row(["x", "y"], [1, [Decimal.parse("-1.500"), null]])],
      ["b", null],
    ]),
    new Row(["x", "y"], [2, [Decimal.parse("0.001")]]),
  ],
];
