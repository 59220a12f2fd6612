import process from "node:process";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { AS_OF } from "./sales-files.ts";
import type { World } from "./world.ts";

/** What every command that takes the lease is given in a world: the sales job on the tests' day, silent unless `TEST_LOG_LEVEL` is set. */
export function runInput(world: Pick<World, "settings">) {
  return {
    job: salesJob,
    settings: world.settings,
    asOf: AS_OF,
    signal: new AbortController().signal,
    logger: (bindings: Readonly<Record<string, string>>) =>
      createLogger(process.env["TEST_LOG_LEVEL"] ?? "silent", bindings),
  };
}
