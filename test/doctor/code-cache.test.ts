import assert from "node:assert/strict";
import { test } from "vitest";
import { checkSpark } from "../../src/doctor/spark-checks.ts";
import { SparkSession } from "../../src/spark-connect/index.ts";
import { FakeServer } from "../spark-connect/wire/fake-server.ts";

const cases = [
  ["100", /^Spark 4\.1\.2; .*spark\.sql\.codegen\.cache\.maxEntries=1000 .*it has 100/],
  ["1000", /^Spark 4\.1\.2$/],
] as const;

for (const [entries, said] of cases) {
  test(`of a server that keeps ${entries} generated classes, doctor says what would be faster only if they are too few`, async () => {
    const answer = { serverSideSessionId: "first process" };
    await using server = new FakeServer([], {
      analyzePlan: ({ sessionId }) => ({
        ...answer,
        sessionId,
        result: { case: "sparkVersion", value: { version: "4.1.2" } },
      }),
      config: ({ sessionId, operation }) => {
        const isQuestion = operation?.opType.case !== "set";
        const pairs = isQuestion ? [{ key: "spark.sql.codegen.cache.maxEntries", value: entries }] : [];
        return { ...answer, sessionId, pairs };
      },
    });
    await using spark = SparkSession.connect(await server.listen());
    assert.match(await checkSpark(spark, new AbortController().signal), said);
  });
}
