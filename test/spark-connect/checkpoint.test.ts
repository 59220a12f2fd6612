import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { create, type JsonObject, toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test, vi } from "vitest";
import { ExecutePlanResponseSchema, type Plan, PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { type DataFrame, type SparkConnectClient, SparkSession, StorageLevel } from "../../src/spark-connect/index.ts";
import { table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, offlineClient, offlineSession, recordingSession } from "./offline-session.ts";

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

  test("is forgotten at the end of a block that declares it", async () => {
    const derived = await (async () => {
      await using kept = await spark.range(3).localCheckpoint();
      return kept.limit(1);
    })();
    await assert.rejects(derived.collect(), { message: /No DataFrame with id/ });
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

describe("a checkpoint that the program lets go of", () => {
  test("is removed once no frame of it is left", async () => {
    const { spark, removed } = checkpointingSession();
    let derived: DataFrame | undefined = (await spark.table("t").localCheckpoint()).limit(2);
    await garbageCollected();
    assert.deepEqual(removed(), []);
    assert.match(JSON.stringify(derived.toPlanJson()), /kept/);
    derived = undefined;
    await vi.waitUntil(
      async () => {
        await garbageCollected();
        return removed().length > 0;
      },
      { timeout: 30_000, interval: 10 },
    );
    assert.deepEqual(removed(), ["kept"]);
  });

  test("is not removed twice", async () => {
    const { spark, removed } = checkpointingSession();
    await (await spark.table("t").localCheckpoint()).removeCheckpoint();
    for (let times = 0; times < 5; times++) await garbageCollected();
    assert.deepEqual(removed(), ["kept"]);
  });
});

/** A session whose server keeps checkpoints by the id `kept`, and the ids of those that it was told to remove. */
function checkpointingSession(): { readonly spark: SparkSession; removed(): readonly string[] } {
  const executed: Plan[] = [];
  const responseType = { case: "checkpointCommandResult", value: { relation: { relationId: "kept" } } } as const;
  const client: SparkConnectClient = {
    ...offlineClient(),
    execute: async function* (plan) {
      executed.push(plan);
      yield create(ExecutePlanResponseSchema, { responseType });
    },
  };
  const removed = () =>
    executed.flatMap(({ opType }) => {
      const { case: command, value } = opType.case === "command" ? opType.value.commandType : { value: undefined };
      return command === "removeCachedRemoteRelationCommand" ? [value?.relation?.relationId ?? ""] : [];
    });
  return { spark: new SparkSession(client), removed };
}

async function garbageCollected(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  assert.ok(typeof collect === "function");
  collect();
  await new Promise((resolve) => setTimeout(resolve, 1));
}
