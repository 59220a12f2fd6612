import { CodedError } from "../errors/index.ts";
import { SparkConnectError } from "../spark-connect/index.ts";
import { messageOf } from "../text/index.ts";

/**
 * `ok`; `warning`: works, but differs from what is recommended; `failed`; `skipped`: what it needs has failed.
 */
export type CheckStatus = "ok" | "warning" | "failed" | "skipped";

/** What was found out about one dependency. */
export interface CheckResult {
  readonly name: string;
  readonly status: CheckStatus;
  /** One line: what was seen, and when it is bad what to do. */
  readonly detail: string;
  /** A retry does not help: somebody has to change something. Only of a failed check. */
  readonly permanent: boolean;
}

/** A check's finding that is not simply good; throwing it ends the check. */
export class Finding extends Error {
  override readonly name = "Finding";
  readonly status: "warning" | "failed";

  constructor(status: "warning" | "failed", detail: string) {
    super(detail);
    this.status = status;
  }
}

/** Runs one check; `work` returns what it saw. Whatever it throws becomes the result. */
export async function check(name: string, work: () => Promise<string>): Promise<CheckResult> {
  try {
    return { name, status: "ok", detail: oneLine(await work()), permanent: false };
  } catch (error) {
    const status = error instanceof Finding ? error.status : "failed";
    return { name, status, detail: oneLine(reasonOf(error)), permanent: status === "failed" && !isTransient(error) };
  }
}

export function skipped(name: string, because: string): CheckResult {
  return { name, status: "skipped", detail: because, permanent: false };
}

export function failed({ status }: CheckResult): boolean {
  return status === "failed";
}

function reasonOf(error: unknown): string {
  return isTimeout(error) ? `No answer in time. ${NO_ANSWER}` : messageOf(error);
}

const NO_ANSWER = "Check that the server is not overloaded, and that no firewall swallows the connection.";

function isTransient(error: unknown): boolean {
  if (error instanceof CodedError || error instanceof SparkConnectError) return error.transient;
  return isTimeout(error);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}
