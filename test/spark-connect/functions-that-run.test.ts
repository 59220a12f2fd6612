import assert from "node:assert/strict";
import type { JsonObject } from "@bufbuild/protobuf";
import { afterAll, beforeAll, test } from "vitest";
import * as F from "../../src/spark-connect/index.ts";
import { attr, expressionJson, fn, int, literal, text } from "./expected-plan.ts";
import { isSpark40, liveSession } from "./live-session.ts";

const { lit } = F;
const KEY = lit("0123456789abcdef");
const zeroSeconds = literal({ decimal: { value: "0", precision: 10, scale: 0 } });
const key = text("0123456789abcdef");
const nothing = literal({ null: { null: {} } });
const ecb = [text("ECB"), text("PKCS")] as const;
const DATE = F.LocalDate.parse("2024-02-29");
const TIME = F.LocalTime.parse("12:30:00");
const date = literal({ date: DATE.daysSinceEpoch });
const time = literal({ time: { nano: "45000000000000", precision: 6 } });
const six = [2024, 2, 29, 12, 30, 0].map((value) => lit(value));
const [years, months, days, hours, mins, secs] = six;
const fields = [2024, 2, 29, 12, 30, 0].map(int);
assert.ok(years && months && days && hours && mins && secs);
const given = [years, months, days, hours, mins, secs] as const;

/** Each call, the whole expression that is sent, and the text of its value. */
const CALLS: readonly (readonly [call: string, column: F.Column, sent: JsonObject, value: string])[] = [
  ["mask", F.mask(lit("Ab1-")), fn("mask", text("Ab1-"), text("X"), text("x"), text("n"), nothing), "Xxn-"],
  [
    "mask by others",
    F.mask(lit("Ab1-"), lit("U"), lit("l"), lit("d"), lit("o")),
    fn("mask", text("Ab1-"), text("U"), text("l"), text("d"), text("o")),
    "Uldo",
  ],
  ["log", F.log(lit(1)), fn("ln", int(1)), "0.0"],
  ["log to a base", F.log(2, lit(8)), fn("log", literal({ double: 2 }), int(8)), "3.0"],
  ["replace by nothing", F.replace(lit("abc"), lit("b")), fn("replace", text("abc"), text("b")), "ac"],
  [
    "aesEncrypt and aesDecrypt",
    F.aesDecrypt(F.aesEncrypt(lit("Spark"), KEY), KEY).cast("string"),
    {
      cast: {
        expr: fn(
          "aes_decrypt",
          fn("aes_encrypt", text("Spark"), key, text("GCM"), text("DEFAULT"), text(""), text("")),
          key,
          text("GCM"),
          text("DEFAULT"),
          text(""),
        ),
        typeStr: "string",
      },
    },
    "Spark",
  ],
  [
    "tryAesDecrypt of what is not encrypted",
    F.tryAesDecrypt(lit("Spark"), KEY, lit("ECB"), lit("PKCS")),
    fn("try_aes_decrypt", text("Spark"), key, ...ecb, text("")),
    "null",
  ],
  ["assertTrue", F.assertTrue(lit(true)), fn("assert_true", literal({ boolean: true })), "null"],
  [
    "makeDtInterval",
    F.makeDtInterval(lit(1), lit(2)),
    fn("make_dt_interval", int(1), int(2), int(0), zeroSeconds),
    "INTERVAL '1 02:00:00' DAY TO SECOND",
  ],
  ["makeYmInterval", F.makeYmInterval(lit(1)), fn("make_ym_interval", int(1), int(0)), "INTERVAL '1-0' YEAR TO MONTH"],
  [
    "makeInterval",
    F.makeInterval(lit(1)),
    fn("make_interval", int(1), int(0), int(0), int(0), int(0), int(0), zeroSeconds),
    "1 years",
  ],
  [
    "tryMakeInterval that overflows",
    F.tryMakeInterval(lit(2_147_483_647)),
    fn("try_make_interval", int(2_147_483_647), int(0), int(0), int(0), int(0), int(0), zeroSeconds),
    "null",
  ],
  ["makeTimestamp", F.makeTimestamp(...given), fn("make_timestamp", ...fields), "2024-02-29 12:30:00"],
  [
    "makeTimestamp in a zone",
    F.makeTimestamp(...given, lit("+01:00")),
    fn("make_timestamp", ...fields, text("+01:00")),
    "2024-02-29 11:30:00",
  ],
  [
    "tryMakeTimestamp of no date",
    F.tryMakeTimestamp(years, lit(13), days, hours, mins, secs),
    fn("try_make_timestamp", ...fields.with(1, int(13))),
    "null",
  ],
  ["makeTimestampNtz", F.makeTimestampNtz(...given), fn("make_timestamp_ntz", ...fields), "2024-02-29 12:30:00"],
  [
    "makeTimestampNtz of date and time",
    F.makeTimestampNtz({ date: lit(DATE), time: lit(TIME) }),
    fn("make_timestamp_ntz", date, time),
    "2024-02-29 12:30:00",
  ],
  [
    "tryMakeTimestampNtz of date and time",
    F.tryMakeTimestampNtz({ date: lit(DATE), time: lit(TIME) }),
    fn("try_make_timestamp_ntz", date, time),
    "2024-02-29 12:30:00",
  ],
  ["schemaOfCsv", F.schemaOfCsv("1,x"), fn("schema_of_csv", text("1,x")), "STRUCT<_c0: INT, _c1: STRING>"],
  ["schemaOfXml", F.schemaOfXml("<r><a>1</a></r>"), fn("schema_of_xml", text("<r><a>1</a></r>")), "STRUCT<a: BIGINT>"],
  [
    "fromXml",
    F.fromXml(lit("<r><a>1</a></r>"), "a INT", { mode: "FAILFAST" }).getField("a"),
    {
      unresolvedExtractValue: {
        child: fn("from_xml", text("<r><a>1</a></r>"), text("a INT"), fn("map", text("mode"), text("FAILFAST"))),
        extraction: text("a"),
      },
    },
    "1",
  ],
  [
    "toXml",
    F.toXml(F.struct(lit(1).alias("a"))),
    fn("to_xml", fn("struct", { alias: { expr: int(1), name: ["a"] } })),
    "<ROW>\n    <a>1</a>\n</ROW>",
  ],
  [
    "dateDiff",
    F.dateDiff(lit("2024-03-01"), lit("2024-02-29")),
    fn("date_diff", text("2024-03-01"), text("2024-02-29")),
    "1",
  ],
  ["dateadd", F.dateadd(lit("2024-02-29"), 1), fn("dateadd", text("2024-02-29"), int(1)), "2024-03-01"],
];

let session: F.SparkSession;
let hasTime: boolean;
beforeAll(async () => {
  session = await liveSession();
  await session.conf.setAll({ "spark.sql.session.timeZone": "UTC", "spark.sql.timeType.enabled": "true" });
  hasTime = !(await isSpark40(session));
});
afterAll(async () => await session.close());

for (const [call, column, sent, value] of CALLS) {
  test(`${call} is sent as PySpark sends it, and Spark computes it`, async (t) => {
    assert.deepEqual(expressionJson(column), sent);
    if (call.endsWith("date and time") && !hasTime) return t.skip("Spark 4.0 has no type TIME");
    const [row] = await session.range(1).select(column.cast("string").alias("value")).collect();
    assert.equal(String(row?.["value"]), value);
  });
}

test("an assertion that fails, and an error that is raised, end the query with their messages", async () => {
  const one = session.range(1);
  await assert.rejects(one.select(F.assertTrue(lit(false), "not so")).collect(), /not so/);
  await assert.rejects(one.select(F.raiseError("as asked")).collect(), /as asked/);
});

test("countMinSketch is sent with its seed, and Spark computes it", async () => {
  const sketch = F.countMinSketch("id", 0.1, 0.9, 7);
  const doubles = [literal({ double: 0.1 }), literal({ double: 0.9 })] as const;
  assert.deepEqual(expressionJson(sketch), fn("count_min_sketch", attr("id"), ...doubles, int(7)));
  const [row] = await session.range(3).agg(sketch.alias("sketch")).collect();
  assert.ok(row?.["sketch"] instanceof Uint8Array);
});

test("currentTime is sent with its precision, and Spark computes it", async (t) => {
  assert.deepEqual(expressionJson(F.currentTime()), fn("current_time"));
  assert.deepEqual(expressionJson(F.currentTime(3)), fn("current_time", int(3)));
  if (!hasTime) return t.skip("Spark 4.0 has no type TIME");
  const [row] = await session.range(1).select(F.currentTime(3).alias("time")).collect();
  assert.ok(row?.["time"] instanceof F.LocalTime);
});

test("a number without a column has no logarithm", () => {
  assert.throws(() => Reflect.apply(F.log, undefined, [2]), { name: "TypeError", message: /after the base/ });
});
