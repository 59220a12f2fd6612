import type { Command } from "commander";
import { createLogger } from "../observability/index.ts";
import type { RunOptions } from "../pipeline/run-under-lease.ts";
import { jobOf } from "./job-of.ts";
import { settingsOf } from "./settings-of.ts";
import { stopSignal } from "./stop-signal.ts";

/** What every command that works under the lease is given. */
export async function runOptionsOf(
  command: Command,
  asOf: string = new Date().toISOString().slice(0, 10),
): Promise<RunOptions> {
  const job = await jobOf(command);
  const settings = settingsOf(command, job);
  return {
    job,
    settings,
    asOf,
    signal: stopSignal(),
    logger: (bindings) => createLogger(settings.logLevel, bindings),
  };
}
