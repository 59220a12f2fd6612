import type { RunOutcome } from "../pipeline/outcome/run-outcome.ts";
import { hasRefused } from "../pipeline/outcome/run-summary.ts";
import { EXIT } from "./exit-codes.ts";
import { printJson } from "./print.ts";
import { exitCodeOf, reportError } from "./report-error.ts";

/** The summary as the last line of stdout, an error on stderr. Returns the exit code. */
export function reportOutcome({ summary, error, isHanging }: RunOutcome, { failOnInvalid = false } = {}): number {
  if (error !== undefined) reportError(error);
  const code = error === undefined ? exitCodeOfStatus(summary.status) : exitCodeOf(error);
  if (code !== EXIT.usage) printJson(summary);
  // Requests that nobody answers would keep the process alive.
  if (isHanging) process.stdout.write("", () => process.exit(code));
  return code === EXIT.done && failOnInvalid && hasRefused(summary) ? EXIT.invalidFiles : code;
}

function exitCodeOfStatus(status: string): number {
  return status === "nothing_to_do" ? EXIT.nothingToDo : EXIT.done;
}
