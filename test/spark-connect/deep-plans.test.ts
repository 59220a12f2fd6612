import assert from "node:assert/strict";
import { toBinary } from "@bufbuild/protobuf";
import { test } from "vitest";
import { flattenMessage } from "../../src/spark-connect/action/flatten-message.ts";
import { relationPlan } from "../../src/spark-connect/action/plan.ts";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { type Column, col, type DataFrame } from "../../src/spark-connect/index.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession } from "./offline-session.ts";

function limited(frame: DataFrame, times: number): DataFrame {
  return Array.from({ length: times }).reduce<DataFrame>((deeper) => deeper.limit(2), frame);
}

function tested(column: Column, times: number): Column {
  return Array.from({ length: times }).reduce<Column>((deeper) => deeper.startsWith("needle"), column);
}

for (const times of [10, 60, 200]) {
  test(`a plan of ${times} levels is sent as the bytes that it has anyway`, () => {
    const frame = limited(offlineSession().table("t"), times).select(tested(col("a"), times));
    const plan = relationPlan(frame.relation);
    assert.deepEqual(toBinary(PlanSchema, flattenMessage(plan)), toBinary(PlanSchema, plan));
  });
}

test("a plan of few levels is sent as it is", () => {
  const plan = relationPlan(limited(offlineSession().table("t"), 10).relation);
  assert.equal(flattenMessage(plan), plan);
});

test("plans of five thousand levels are encoded", () => {
  const spark = offlineSession();
  const frame = limited(spark.table("t"), 5_000).select(tested(col("a"), 5_000));
  const bytes = toBinary(PlanSchema, flattenMessage(relationPlan(frame.relation)));
  assert.equal(Buffer.from(bytes).toString("latin1").split("needle").length - 1, 5_000);
});

test("Spark runs a thousand nested operators", async () => {
  await using spark = await liveSession();
  assert.equal((await limited(spark.range(3), 1_000).collect()).length, 2);
});
