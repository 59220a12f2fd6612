import assert from "node:assert/strict";
import {
  Decimal,
  LocalDate,
  LocalTime,
  LocalTimestamp,
  Row,
  Timestamp,
  Variant,
} from "../../../src/spark-connect/index.ts";
import type { Capability } from "./capability.ts";
import { columnOf } from "./queries.ts";

export const values: readonly Capability[] = [
  {
    name: "rows of the client, and their values exactly",
    program: async (spark) => {
      const row = [
        -(2n ** 63n),
        Decimal.parse("12345678901234567890.12"),
        LocalDate.of(1, 1, 1),
        Timestamp.parse("2024-02-29T23:59:59.999999Z"),
        LocalTimestamp.parse("2024-02-29T23:59:59.999999"),
        Uint8Array.of(0, 255),
        [1, null],
        new Map([["a", 1]]),
        new Row(["x"], ["\u{1f600}"]),
      ];
      const schema =
        "l BIGINT, d DECIMAL(22,2), day DATE, t TIMESTAMP, n TIMESTAMP_NTZ, b BINARY, a ARRAY<INT>, m MAP<STRING, INT>, s STRUCT<x: STRING>";
      const [received] = await spark.createDataFrame([row], schema).collectRows();
      assert.deepEqual(received?.values, row);
    },
  },
  {
    name: "intervals",
    program: async (spark) => {
      const frame = await spark.sql(
        "SELECT INTERVAL '1-2' YEAR TO MONTH AS m, INTERVAL '1 00:00:00.5' DAY TO SECOND AS s",
      );
      const [row] = await frame.collectRows();
      assert.deepEqual(row?.values.map(String), [
        "INTERVAL '1-2' YEAR TO MONTH",
        "INTERVAL '1 00:00:00.5' DAY TO SECOND",
      ]);
    },
  },
  {
    name: "type TIME",
    program: async (spark) => {
      await spark.conf.set("spark.sql.timeType.enabled", "true");
      assert.deepEqual(await columnOf(await spark.sql("SELECT TIME'12:30:00.5'")), [LocalTime.parse("12:30:00.5")]);
    },
  },
  {
    name: "type VARIANT",
    program: async (spark) => {
      const [value] = await columnOf(await spark.sql("SELECT parse_json('true')"));
      assert.deepEqual(value, new Variant(Uint8Array.of(4), Uint8Array.of(1, 0, 0)));
    },
  },
  {
    name: "collated strings",
    program: async (spark) =>
      assert.deepEqual(await columnOf(await spark.sql("SELECT 'a' COLLATE UTF8_LCASE = 'A'")), [true]),
  },
  {
    name: "a division by zero is an error (ANSI)",
    program: async (spark) => {
      await assert.rejects(async () => (await spark.sql("SELECT id / 0 FROM range(1)")).collect(), /DIVI/i);
    },
  },
  {
    name: "large rows of the client, uploaded once",
    program: async (spark) => {
      const rows = Array.from({ length: 30_000 }, (_, id) => [id, "x".repeat(100)]);
      await spark.conf.set("spark.sql.session.localRelationCacheThreshold", 1_000_000);
      const frame = spark.createDataFrame(rows, "id INT, s STRING");
      assert.deepEqual([await frame.count(), await frame.count()], [30_000, 30_000]);
    },
  },
  {
    name: "results of many batches",
    program: async (spark) => {
      let next = 0n;
      for await (const { id } of spark.range(200_000).rows()) assert.equal(id, next++);
      assert.equal(next, 200_000n);
    },
  },
];
