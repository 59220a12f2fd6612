import assert from "node:assert/strict";
import { test } from "vitest";
import {
  ArrayType,
  CalendarIntervalType,
  CharType,
  DayTimeIntervalType,
  DecimalType,
  IntegerType,
  LongType,
  MapType,
  parseDdl,
  StringType,
  StructField,
  StructType,
  TimestampNTZType,
  TimeType,
  toDdl,
  VarcharType,
  YearMonthIntervalType,
} from "../../src/spark-connect/index.ts";
import { liveSession } from "./live-session.ts";

const SCHEMA = StructType([
  StructField("id", LongType, false),
  StructField("a b`c", StringType, true, { comment: "it's \\ a name" }),
  StructField("price", DecimalType(20, 2)),
  StructField("tags", ArrayType(StringType)),
  StructField("scores", MapType(StringType, ArrayType(IntegerType))),
  StructField("at", StructType([StructField("x", IntegerType, false), StructField("date", TimestampNTZType)])),
  StructField("months", YearMonthIntervalType()),
  StructField("duration", DayTimeIntervalType("hour", "second")),
]);

test("DDL that describes a type is parsed to that type", () => {
  // Spark itself tells nobody that a text has a length.
  const texts = [StructField("code", CharType(3)), StructField("label", VarcharType(10))];
  const schema = StructType([...SCHEMA.fields, ...texts]);
  assert.deepEqual(parseDdl(toDdl(schema)), schema);
});

test("Spark writes the DDL that is parsed", async () => {
  await using spark = await liveSession();
  const frame = await spark.sql(`SELECT CAST(NULL AS STRUCT<${toDdl(SCHEMA)}>) AS s`);
  assert.deepEqual((await frame.schema()).fields[0]?.dataType, SCHEMA);
});

test("words of DDL match in any case, and a field may do without blanks", () => {
  const fields = [StructField("a", IntegerType, false), StructField("b", DecimalType())];
  assert.deepEqual(parseDdl("a:int not null,b decimal"), StructType(fields));
  assert.deepEqual(
    parseDdl("i INTERVAL, t TIME(3)"),
    StructType([StructField("i", CalendarIntervalType), StructField("t", TimeType(3))]),
  );
});

test("text that is not DDL is refused with the place", () => {
  const cases = {
    "a INTT": /After "a", a type should follow, but it has "INTT"/,
    a: /After "a", a type should follow, but it ends/,
    "a INT b INT": /After "a INT", "," should follow, but it has "b"/,
    "a ARRAY<INT": /After "ARRAY < INT", ">" should follow, but it ends/,
    "a INT NOT": /"NULL" should follow, but it ends/,
    ", a INT": /At its start, a name should follow/,
    "a constructor": /a type should follow/,
  };
  for (const [ddl, message] of Object.entries(cases)) {
    assert.throws(() => parseDdl(ddl), { name: "SyntaxError", message });
  }
});

test("a schema is made of DDL, and tells itself as JSON and as DDL", () => {
  const schema = StructType.fromDDL("id BIGINT NOT NULL, tags ARRAY<STRING>");
  assert.deepEqual(
    schema,
    StructType([StructField("id", LongType, false), StructField("tags", ArrayType(StringType))]),
  );
  assert.deepEqual(JSON.parse(schema.json()), {
    type: "struct",
    fields: [
      { name: "id", type: "long", nullable: false, metadata: {} },
      {
        name: "tags",
        type: { type: "array", elementType: "string", containsNull: true },
        nullable: true,
        metadata: {},
      },
    ],
  });
  assert.equal(schema.toDDL(), "id BIGINT NOT NULL,tags ARRAY<STRING>");
  assert.equal(schema.simpleString(), "struct<id:bigint,tags:array<string>>");
  assert.deepEqual(schema.fieldNames(), ["id", "tags"]);
});
