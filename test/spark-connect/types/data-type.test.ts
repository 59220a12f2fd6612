import assert from "node:assert/strict";
import { test } from "vitest";
import {
  ANY_SRID,
  ArrayType,
  BinaryType,
  BooleanType,
  ByteType,
  CalendarIntervalType,
  CharType,
  CollatedStringType,
  type DataType,
  DateType,
  DayTimeIntervalType,
  DecimalType,
  DoubleType,
  FloatType,
  GeographyType,
  GeometryType,
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
  UnparsedType,
  UserDefinedType,
  VarcharType,
  VariantType,
  YearMonthIntervalType,
} from "../../../src/spark-connect/types/data-type.ts";
import { quoteIfNeeded, sqlType, toDdl } from "../../../src/spark-connect/types/ddl.ts";
import { dataTypeFromProto } from "../../../src/spark-connect/types/from-proto.ts";
import { dataTypeToJson } from "../../../src/spark-connect/types/json.ts";
import { simpleString } from "../../../src/spark-connect/types/simple-string.ts";
import { StructType } from "../../../src/spark-connect/types/struct-type.ts";
import { dataTypeToProto } from "../../../src/spark-connect/types/to-proto.ts";
import { collect, sqlPlan, withClient } from "../wire/live.ts";

const point = StructType([StructField("x", IntegerType, false), StructField("the y", DoubleType)]);

/** Each type with its names: simpleString, SQL, JSON. */
const names: readonly [DataType, string, string, string][] = [
  [NullType, "void", "VOID", '"void"'],
  [BooleanType, "boolean", "BOOLEAN", '"boolean"'],
  [ByteType, "tinyint", "TINYINT", '"byte"'],
  [ShortType, "smallint", "SMALLINT", '"short"'],
  [IntegerType, "int", "INT", '"integer"'],
  [LongType, "bigint", "BIGINT", '"long"'],
  [FloatType, "float", "FLOAT", '"float"'],
  [DoubleType, "double", "DOUBLE", '"double"'],
  [DecimalType(20, 2), "decimal(20,2)", "DECIMAL(20,2)", '"decimal(20,2)"'],
  [DecimalType(), "decimal(10,0)", "DECIMAL(10,0)", '"decimal(10,0)"'],
  [StringType, "string", "STRING", '"string"'],
  [CharType(3), "char(3)", "CHAR(3)", '"char(3)"'],
  [VarcharType(9), "varchar(9)", "VARCHAR(9)", '"varchar(9)"'],
  [BinaryType, "binary", "BINARY", '"binary"'],
  [DateType, "date", "DATE", '"date"'],
  [TimestampType, "timestamp", "TIMESTAMP", '"timestamp"'],
  [TimestampNTZType, "timestamp_ntz", "TIMESTAMP_NTZ", '"timestamp_ntz"'],
  [TimeType(3), "time(3)", "TIME(3)", '"time(3)"'],
  [CalendarIntervalType, "interval", "INTERVAL", '"interval"'],
  [YearMonthIntervalType(), "interval year to month", "INTERVAL YEAR TO MONTH", '"interval year to month"'],
  [DayTimeIntervalType("hour", "hour"), "interval hour", "INTERVAL HOUR", '"interval hour"'],
  [VariantType, "variant", "VARIANT", '"variant"'],
  [GeometryType(4326), "geometry(4326)", "GEOMETRY(4326)", '"geometry(4326)"'],
  [GeographyType(ANY_SRID), "geography(any)", "GEOGRAPHY(ANY)", '"geography(any)"'],
  [
    ArrayType(LongType, false),
    "array<bigint>",
    "ARRAY<BIGINT>",
    '{"containsNull":false,"elementType":"long","type":"array"}',
  ],
  [
    MapType(StringType, DateType),
    "map<string,date>",
    "MAP<STRING, DATE>",
    '{"keyType":"string","type":"map","valueContainsNull":true,"valueType":"date"}',
  ],
  [
    point,
    "struct<x:int,the y:double>",
    "STRUCT<x: INT NOT NULL, `the y`: DOUBLE>",
    '{"fields":[{"metadata":{},"name":"x","nullable":false,"type":"integer"},{"metadata":{},"name":"the y","nullable":true,"type":"double"}],"type":"struct"}',
  ],
];

for (const [type, simple, sql, json] of names) {
  test(`${simple} has its names, and survives the protocol`, () => {
    assert.equal(simpleString(type), simple);
    assert.equal(sqlType(type), sql);
    assert.equal(dataTypeToJson(type), json);
    assert.deepEqual(dataTypeFromProto(dataTypeToProto(type)), type);
  });
}

test("types without a SQL name survive the protocol", () => {
  const vector = UserDefinedType({
    sqlType: ArrayType(DoubleType),
    jvmClass: "org.example.Vector",
    pythonClass: undefined,
    serializedPythonClass: undefined,
  });
  for (const type of [vector, UnparsedType("a INT"), CollatedStringType("UNICODE_CI")]) {
    assert.deepEqual(dataTypeFromProto(dataTypeToProto(type)), type);
  }
  assert.equal(sqlType(CollatedStringType("UNICODE_CI")), "STRING COLLATE UNICODE_CI");
  assert.equal(sqlType(vector), "ARRAY<DOUBLE>");
});

test("a schema in DDL quotes names and keeps comments", () => {
  const schema = StructType([
    StructField("id", LongType, false),
    StructField("a`b", StringType, true, { comment: "it's \\ here" }),
  ]);
  assert.equal(toDdl(schema), "id BIGINT NOT NULL,`a``b` STRING COMMENT 'it\\'s \\\\ here'");
  assert.deepEqual(dataTypeFromProto(dataTypeToProto(schema)), schema);
  assert.equal(quoteIfNeeded("1a"), "`1a`");
});

test("sizes that Spark does not allow are refused", () => {
  assert.throws(() => DecimalType(39, 0), new RangeError("DecimalType: precision 39 is not an integer from 1 to 38"));
  assert.throws(() => DecimalType(5, 6), new RangeError("DecimalType: scale 6 is not an integer from 0 to 5"));
  assert.throws(() => CharType(0), RangeError);
  assert.throws(() => TimeType(7), RangeError);
});

test("types cannot be changed", () => {
  assert.ok(Object.isFrozen(point) && Object.isFrozen(point.fields) && Object.isFrozen(point.fields[0]));
});

test("Spark reads the SQL name of each type that a column can have", () =>
  withClient(async (client) => {
    const castable = names.filter(
      ([type]) => !["time", "geometry", "geography", "char", "varChar"].includes(type.kind),
    );
    const columns = castable.map(([, , sql], index) => `CAST(NULL AS ${sql}) AS c${index}`);
    const { schema } = await collect(client, sqlPlan(`SELECT ${columns.join(", ")}`));
    assert.deepEqual(
      schema.kind === "struct" && schema.fields.map((field) => simpleString(field.dataType)),
      castable.map(([, simple]) => simple),
    );
  }));
