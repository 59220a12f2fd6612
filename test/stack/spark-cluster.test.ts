import assert from "node:assert/strict";
import { test } from "vitest";
import { accepts } from "../../tools/stack/readiness.ts";
import { startStack } from "../../tools/stack/start-stack.ts";
import { temporaryStack } from "./temporary-stack.ts";

test("STACK_SPARK_MASTER=cluster[2] runs executors on two workers, and none is left after stop", async () => {
  await using temporary = temporaryStack();
  const stack = await startStack({
    dir: temporary.folder.path,
    settings: { services: ["spark"], sparkMaster: "cluster[2]", sparkMemory: "1g" },
  });
  assert.deepEqual(
    stack.processes.map(({ name }) => name),
    ["spark-master", "spark-worker-1", "spark-worker-2", "spark"],
  );
  await accepts(Number(new URL(stack.env["SPARK_REMOTE"] ?? "").port));
  const commands = await temporary.processes();
  assert.equal(commands.filter((command) => command.includes("CoarseGrainedExecutorBackend")).length, 2);

  await stack.stop();
  assert.deepEqual(await temporary.processes(), []);
});
