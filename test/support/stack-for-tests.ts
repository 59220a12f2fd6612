import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "../../tools/stack/start-stack.ts";
import { endedServers } from "./ended-servers.ts";
import { removePreparedWorlds } from "./prepared-worlds.ts";

/**
 * Starts the servers for all tests of a run and puts their addresses into the environment, which the test processes inherit.
 * With `TEST_STACK_FOLDER` set, the stack that runs there is used, whose `env` file has been sourced.
 */
export async function setup(): Promise<() => Promise<void>> {
  process.env["TEST_RUN_ID"] = randomBytes(4).toString("hex");
  if (process.env["TEST_STACK_FOLDER"] !== undefined) return removePreparedWorlds;
  const folder = mkdtempSync(join(tmpdir(), "sales-pipeline-test-"));
  process.stderr.write("tests: starting Spark Connect, S3 and MySQL …\n");
  const stack = await startStack({ dir: folder, settings: { mysqlDurable: false } });
  Object.assign(process.env, stack.env, { TMPDIR: folder, TEST_STACK_FOLDER: folder });
  return async () => {
    process.stderr.write(await endedServers(stack.folder));
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
