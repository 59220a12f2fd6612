import assert from "node:assert/strict";
import { create } from "@bufbuild/protobuf";
import { test } from "vitest";
import { encodeRows } from "../../../src/spark-connect/arrow/encode.ts";
import { type ExecutePlanResponse, PlanSchema } from "../../../src/spark-connect/gen/spark/connect/base_pb.js";
import { Row } from "../../../src/spark-connect/row.ts";
import { dataTypeToJson } from "../../../src/spark-connect/types/json.ts";
import { StructType } from "../../../src/spark-connect/types/struct-type.ts";
import { CalendarInterval } from "../../../src/spark-connect/values/calendar-interval.ts";
import { Decimal } from "../../../src/spark-connect/values/decimal.ts";
import { LocalDate } from "../../../src/spark-connect/values/local-date.ts";
import { LocalTimestamp } from "../../../src/spark-connect/values/local-timestamp.ts";
import { Timestamp } from "../../../src/spark-connect/values/timestamp.ts";
import { Variant } from "../../../src/spark-connect/values/variant.ts";
import type { SparkConnectClient } from "../../../src/spark-connect/wire/spark-connect-client.ts";
import { collect, serverVersion, setConfig, sqlPlan, withClient } from "../wire/live.ts";
import { everyType, extremes } from "./every-type.ts";

function localRelation(data: Uint8Array, schema: string) {
  return create(PlanSchema, {
    opType: { case: "root", value: { relType: { case: "localRelation", value: { data, schema } } } },
  });
}

/** Every type that the server knows, and rows of it: Spark 4.0 has no TIME. */
async function typesOf(client: SparkConnectClient) {
  if ((await serverVersion(client)) < 401) {
    const isKnown = everyType.fields.map(({ name }) => name !== "time");
    const schema = StructType(everyType.fields.filter((_, index) => isKnown[index]));
    return { schema, rows: extremes.map((row) => row.filter((_, index) => isKnown[index])) };
  }
  await setConfig(client, "spark.sql.timeType.enabled", "true");
  return { schema: everyType, rows: extremes };
}

test("Spark returns the values of a local relation as they were sent", () =>
  withClient(async (client) => {
    const sent = await typesOf(client);
    const plan = localRelation(encodeRows(sent.schema, sent.rows), dataTypeToJson(sent.schema));
    assert.deepEqual(await collect(client, plan), sent);
  }));

test("Spark takes a local relation without rows", () =>
  withClient(async (client) => {
    const { schema } = await typesOf(client);
    const plan = localRelation(encodeRows(schema, []), dataTypeToJson(schema));
    assert.deepEqual(await collect(client, plan), { schema, rows: [] });
  }));

test("values that Spark makes are read exactly", () =>
  withClient(async (client) => {
    const { rows } = await collect(
      client,
      sqlPlan(`SELECT CAST('-0.00000000000000000000000000000000000001' AS DECIMAL(38, 38)), CAST(-1.25 AS DECIMAL(20, 2)),
        1.5BD AS a, 2 AS a, DATE'1969-12-31', TIMESTAMP'1969-12-31 23:59:59.999999Z', TIMESTAMP_NTZ'1500-01-01 00:00:00.1',
        make_interval(1, 2, 3, 4, 5, 6, -7.5), named_struct('x', 1, 'x', array(NULL, 1.50BD)), map(DATE'2024-02-29', X'00FF')`),
    );
    assert.deepEqual(rows, [
      [
        new Decimal(-1n, 38),
        Decimal.parse("-1.25"),
        Decimal.parse("1.5"),
        2,
        LocalDate.parse("1969-12-31"),
        new Timestamp(-1n),
        LocalTimestamp.parse("1500-01-01T00:00:00.1"),
        new CalendarInterval(14, 25, (5n * 3600n + 6n * 60n) * 1_000_000n - 7_500_000n),
        new Row(["x", "x"], [1, [null, Decimal.parse("1.50")]]),
        new Map([[LocalDate.parse("2024-02-29"), Uint8Array.of(0, 255)]]),
      ],
    ]);
  }));

test("a variant is returned in Spark's encoding", () =>
  withClient(async (client) => {
    const { rows } = await collect(client, sqlPlan("SELECT parse_json('true')"));
    assert.deepEqual(rows, [[new Variant(Uint8Array.of(4), Uint8Array.of(1, 0, 0))]]);
  }));

test("a string that is not UTF-8 is an error that says how to read it", () =>
  withClient(async (client) => {
    const plan = sqlPlan("SELECT CAST(X'61FF' AS STRING) AS s, CAST(X'EFBFBD' AS STRING) AS replacement");
    await assert.rejects(
      collect(client, plan),
      new TypeError("Column s holds a string that is not UTF-8. Cast it to BINARY to read its bytes."),
    );
  }));

for (const codec of ["zstd", "lz4"]) {
  test(`results compressed with ${codec} are read`, () =>
    withClient(async (client) => {
      const query = sqlPlan(
        "SELECT id, repeat('x', CAST(id % 200 AS INT)) AS same, sha2(CAST(id AS STRING), 256) AS different FROM range(400)",
      );
      const plain = await collect(client, query);
      assert.equal(plain.rows.length, 400);
      let bytes = 0;
      const count = ({ responseType }: ExecutePlanResponse): void => {
        bytes += responseType.case === "arrowBatch" ? responseType.value.data.length : 0;
      };
      await collect(client, query, {}, count);
      const plainBytes = bytes;
      await setConfig(client, "spark.sql.execution.arrow.compression.codec", codec);
      bytes = 0;
      assert.deepEqual(await collect(client, query, {}, count), plain);
      // Spark 4.0 knows no compression, and ignores the setting.
      assert.equal(bytes < plainBytes * 0.8, (await serverVersion(client)) >= 401, `${bytes} of ${plainBytes} bytes`);
    }));
}
