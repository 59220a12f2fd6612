import assert from "node:assert/strict";
import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { type DataFrame, type SparkSession, StorageLevel } from "../../src/spark-connect/index.ts";
import { table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, offlineSession, recordingSession } from "./offline-session.ts";

const CASES: readonly (readonly [string, (frame: DataFrame) => Promise<unknown>, JsonObject])[] = [
  ["eager", (frame) => frame.checkpoint(), { eager: true }],
  ["lazy", (frame) => frame.checkpoint(false), {}],
  ["local", (frame) => frame.localCheckpoint(), { local: true, eager: true }],
  [
    "local at a storage level",
    (frame) => frame.localCheckpoint(false, StorageLevel.DISK_ONLY),
    { local: true, storageLevel: { useDisk: true, replication: 1 } },
  ],
];

for (const [name, checkpoint, sent] of CASES) {
  test(`a checkpoint that is ${name} sends what PySpark sends`, async () => {
    const { spark, executed } = recordingSession();
    await assert.rejects(checkpoint(spark.table("t")), Offline);
    assert.deepEqual(
      executed.map((plan) => toJson(PlanSchema, plan)),
      [{ command: { checkpointCommand: { relation: table(0, "t"), ...sent } } }],
    );
  });
}

describe("a checkpoint", () => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await liveSession();
  });
  afterAll(async () => await spark.close());

  test("keeps rows without their history until it is removed", async () => {
    const frame = spark.range(3).filter("id > 0");
    const kept = await frame.localCheckpoint();
    assert.deepEqual(await kept.sort("id").collect(), [{ id: 1n }, { id: 2n }]);
    assert.deepEqual(await kept.select(kept.col("id")).tail(1), [{ id: 2n }]);
    assert.doesNotMatch(await kept.limit(5).explain(), /Range|Filter/);
    await kept.removeCheckpoint();
    await assert.rejects(kept.collect(), { name: "InvalidPlanInput", message: /No DataFrame with id/ });
    assert.equal(await frame.count(), 2);
  });

  test("in files needs the server's checkpoint directory", async () => {
    await assert.rejects(spark.range(1).checkpoint(), /checkpoint/i);
  });
});

test("only a checkpoint is removed", async () => {
  await assert.rejects(offlineSession().table("t").removeCheckpoint(), {
    name: "TypeError",
    message: /is for the frame that checkpoint\(\) or localCheckpoint\(\) returned/,
  });
});
