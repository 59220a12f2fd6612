import assert from "node:assert/strict";
import { createLogger } from "../../src/observability/index.ts";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { portOf } from "../spark-connect/wire/network-path.ts";
import { AS_OF } from "../support/sales-files.ts";
import type { World } from "../support/world.ts";
import { flakyNetwork } from "../warehouse/flaky-network.ts";
import { openS3Gateway } from "./s3-gateway.ts";

/**
 * A run in this process that is dead from the point on: all its connections are broken, no server can be reached any more, and
 * it never goes on. Servers see what they see of a process that is killed, without the second that starting one takes.
 */
export async function dieAt(point: FailpointName, { settings }: World): Promise<void> {
  const { host, port } = settings.mysql;
  const mysql = await flakyNetwork({ host, port });
  const spark = await flakyNetwork({ host: "127.0.0.1", port: portOf(settings.spark.remote) });
  const s3 = await openS3Gateway(settings.s3.endpoint ?? "");
  const died = Promise.withResolvers<void>();
  let isDead = false;
  const run = runPipeline({
    settings: {
      ...settings,
      mysql: { ...settings.mysql, host: "127.0.0.1", port: mysql.port },
      // Executors are other processes, and do not die with the driver.
      spark: { ...settings.spark, remote: `sc://127.0.0.1:${spark.port}`, jdbcUrl: jdbcUrlOf(settings.mysql) },
      s3: { ...settings.s3, endpoint: s3.endpoint },
    },
    asOf: AS_OF,
    signal: new AbortController().signal,
    logger: (bindings) => createLogger("silent", bindings),
    failpoint: async (reached) => {
      if (!isDead && reached !== point) return;
      isDead = true;
      for (const way of [mysql, spark, s3]) await way[Symbol.asyncDispose]();
      died.resolve();
      await new Promise(() => {});
    },
  });
  const ended = run.then(({ error }) => {
    // What runs beside the point fails with its connections, and may end the dead run.
    if (!isDead) assert.fail(`the run did not get to ${point}: ${error}`);
  });
  await Promise.race([died.promise, ended.then(() => died.promise)]);
}

function jdbcUrlOf({ host, port, database }: World["settings"]["mysql"]): string {
  return `jdbc:mysql://${host}:${port}/${database}`;
}
