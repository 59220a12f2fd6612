import { excerpt } from "../../text/index.ts";
import { type RefusedFile, refusedInRun } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** A file that failed or was refused, as summary and metrics name it: enough to find it by, and no more than a line holds. */
export interface NamedRefusal {
  readonly fileId: number;
  readonly feed: string;
  /** Printable, and cut where it is long. */
  readonly key: string;
  readonly status: RefusedFile["status"];
  /** The first of its reason. */
  readonly code: string;
}

/** The id tells a file from others whose keys begin alike. */
const KEY_CHARACTERS = 200;

export function namedRefusal({ fileId, feed, objectKey, status, reason }: RefusedFile): NamedRefusal {
  // What follows the code of a reason, a column for example, is the file's own text.
  const [code = ""] = /^\w+/.exec(reason) ?? [];
  return { fileId, feed, key: excerpt(objectKey, KEY_CHARACTERS), status, code };
}

/** The summary counts all; `status` and the log name all. */
const MOST_NAMED = 20;

/** The files that failed or were refused in this run. A run that has done all of its work does not fail for their names. */
export async function nameRefused({ warehouse, runId, log }: RunContext): Promise<readonly NamedRefusal[]> {
  try {
    return (await refusedInRun(warehouse, runId, MOST_NAMED)).map(namedRefusal);
  } catch (error) {
    log.warn({ err: error }, "the files that were refused could not be looked up for the summary");
    return [];
  }
}
