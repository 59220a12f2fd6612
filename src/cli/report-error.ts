import { ConfigError } from "../config/index.ts";
import { JobError } from "../job/index.ts";
import { LakeError } from "../lake/index.ts";
import { ReplayError } from "../pipeline/commands/replay-error.ts";
import { VoidError } from "../pipeline/commands/void-error.ts";
import { Interrupted } from "../pipeline/context/interrupted.ts";
import { PairError } from "../pipeline/pair/pair-error.ts";
import { sparkFailure } from "../pipeline/spark/spark-advice.ts";
import { ConnectionError, SparkConnectError } from "../spark-connect/index.ts";
import { printable } from "../text/index.ts";
import { LeaseBusyError, WarehouseError } from "../warehouse/index.ts";
import { EXIT } from "./exit-codes.ts";
import { printableLines } from "./print.ts";

/** One line on stderr that says what to do; the stack only with `LOG_LEVEL=debug`. Returns the exit code. */
export function reportError(error: unknown): number {
  process.stderr.write(`sales-pipeline: ${printable(messageOf(error))}\n`);
  const level = process.env["LOG_LEVEL"];
  if ((level === "debug" || level === "trace") && error instanceof Error)
    process.stderr.write(`${printableLines(error.stack ?? "")}\n`);
  return exitCodeOf(error);
}

/** One line, with the next step. */
function messageOf(error: unknown): string {
  // A lost connection says itself what to do.
  if (error instanceof SparkConnectError && !(error instanceof ConnectionError)) return sparkFailure(error);
  return error instanceof Error ? error.message : String(error);
}

/** What stays so until somebody changes something. */
const USAGE_ERRORS = [ConfigError, JobError, PairError, ReplayError, VoidError] as const;

export function exitCodeOf(error: unknown): number {
  if (USAGE_ERRORS.some((kind) => error instanceof kind)) return EXIT.usage;
  if (error instanceof LeaseBusyError) return EXIT.busy;
  if (error instanceof Interrupted) return error.signal === "SIGINT" ? EXIT.sigint : EXIT.sigterm;
  // A refused login, a missing bucket or missing tables stay so until somebody mends them.
  if (error instanceof WarehouseError || error instanceof LakeError) return error.transient ? EXIT.failed : EXIT.usage;
  return EXIT.failed;
}
