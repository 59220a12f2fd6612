import { CodedError } from "../errors/index.ts";
import { Interrupted } from "../pipeline/context/interrupted.ts";
import { sparkFailure } from "../pipeline/spark/spark-advice.ts";
import { ConnectionError, SparkConnectError } from "../spark-connect/index.ts";
import { messageOf, printable } from "../text/index.ts";
import { LeaseBusyError } from "../warehouse/index.ts";
import { EXIT } from "./exit-codes.ts";
import { printableLines } from "./print.ts";

/** One line on stderr that says what to do; the stack only with `LOG_LEVEL=debug`. Returns the exit code. */
export function reportError(error: unknown): number {
  process.stderr.write(`sales-pipeline: ${printable(lineOf(error))}\n`);
  const level = process.env["LOG_LEVEL"];
  if ((level === "debug" || level === "trace") && error instanceof Error)
    process.stderr.write(`${printableLines(error.stack ?? "")}\n`);
  return exitCodeOf(error);
}

/** One line, with the next step. */
function lineOf(error: unknown): string {
  // A lost connection says itself what to do.
  if (error instanceof SparkConnectError && !(error instanceof ConnectionError)) return sparkFailure(error);
  return messageOf(error);
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof LeaseBusyError) return EXIT.busy;
  if (error instanceof Interrupted) return error.signal === "SIGINT" ? EXIT.sigint : EXIT.sigterm;
  // What Spark says of a failure does not tell whether a retry helps: it may.
  if (error instanceof CodedError) return error.transient ? EXIT.failed : EXIT.usage;
  return EXIT.failed;
}
