import process from "node:process";
import { createLogger } from "../observability/index.ts";
import type { RunOutcome } from "../pipeline/outcome/run-outcome.ts";
import type { RunOptions } from "../pipeline/run-under-lease.ts";
import type { GivenCommand } from "./global-options.ts";
import { jobOf } from "./job-of.ts";
import { reportOutcome } from "./report-outcome.ts";
import { settingsOf } from "./settings-of.ts";
import { stopSignal } from "./stop-signal.ts";
import { openTerminal } from "./terminal/run-terminal.ts";
import { shouldColor } from "./terminal/should-color.ts";
import { logLevelOf } from "./verbosity.ts";

interface Conducting {
  /** The run's date, yyyy-MM-dd. @default today in UTC */
  readonly asOf?: string | undefined;
  readonly failOnInvalid?: boolean;
  /** What options of the command set, as `--set` takes it. */
  readonly own?: readonly string[];
}

/**
 * Has a command work under the lease, and says what came of it: to a person on a terminal while it happens, to anything else as JSON
 * lines; the summary is the last line of stdout either way.
 */
export async function conduct(
  command: GivenCommand,
  { asOf = new Date().toISOString().slice(0, 10), failOnInvalid = false, own = [] }: Conducting,
  work: (options: RunOptions) => Promise<RunOutcome>,
): Promise<void> {
  const job = await jobOf(command);
  const settings = settingsOf(command, job, own);
  const signal = stopSignal();
  const verbosity = command.optsWithGlobals();
  const { stderr, env } = process;
  const isWatched = stderr.isTTY === true && env["TERM"] !== "dumb";
  const level = logLevelOf(verbosity, { level: settings.logLevel, isWatched });
  const options = { job, settings, asOf, signal, command: command.name() };
  const loggerTo =
    (destination?: { write(line: string): void }): RunOptions["logger"] =>
    (bindings, underWay) =>
      createLogger(level, bindings, destination, underWay);
  let outcome: RunOutcome;
  if (isWatched) {
    const live = verbosity.quiet !== true;
    using terminal = openTerminal(stderr, { colored: shouldColor(env), live, now: Date.now, signal });
    const logger = loggerTo({ write: (line) => terminal.log(line) });
    outcome = await work({ ...options, logger, watch: (event) => terminal.watch(event) });
  } else {
    outcome = await work({ ...options, logger: loggerTo() });
  }
  process.exitCode = reportOutcome(outcome, { failOnInvalid });
}
