import type { RunOutcome } from "../pipeline/outcome/run-outcome.ts";
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
  return code === EXIT.done && failOnInvalid && isFaulty(summary) ? EXIT.invalidFiles : code;
}

/** What failed in this run counts; what earlier runs left aside was told then, as their invalid files were. */
function isFaulty({ files, rows, warnings }: RunOutcome["summary"]): boolean {
  const { failed_file: failed = 0, vanished_file: vanished = 0 } = warnings;
  return files.invalid + rows.rejected + failed + vanished > 0;
}

function exitCodeOfStatus(status: string): number {
  return status === "nothing_to_do" ? EXIT.nothingToDo : EXIT.done;
}
