import type { Command } from "commander";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../observability/index.ts";
import type { RunOptions } from "../pipeline/run-under-lease.ts";
import { settingsOf } from "./settings-of.ts";
import { stopSignal } from "./stop-signal.ts";

/** What every command that works under the lease is given. */
export function runOptionsOf(command: Command, asOf: string = new Date().toISOString().slice(0, 10)): RunOptions {
  const settings = settingsOf(command);
  return {
    job: salesJob,
    settings,
    asOf,
    signal: stopSignal(),
    logger: (bindings) => createLogger(settings.logLevel, bindings),
  };
}
