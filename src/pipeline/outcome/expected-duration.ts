import { type PastRun, pastDurations } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { knownRecords } from "../validate/known-records.ts";
import type { InspectedFile } from "../validate/valid-file.ts";

const LOOKED_AT = 30;

/** Runs of up to so many times the rows, or of so many times fewer, are like this one. */
const LIKE = 2;

/** One run says little of the next. */
const FEWEST = 2;

/** Tells whoever watches the run how long those of its size took, if there were any. A run does not fail for this. */
export async function tellExpected(run: RunContext, files: readonly InspectedFile[]): Promise<void> {
  const { warehouse, job, command, watch, log } = run;
  if (files.length === 0) return;
  try {
    // What a summary counts as read.
    const sales = files.filter(({ feed }) => feed === job.facts.name);
    const rows = knownRecords(sales);
    if (rows === undefined) return;
    const durationMs = expectedDuration(await pastDurations(warehouse, command, LOOKED_AT), rows);
    if (durationMs !== undefined) watch({ kind: "duration_expected", durationMs });
  } catch (error) {
    log.debug({ err: error }, "how long earlier runs took could not be read");
  }
}

/** The median of runs that read about as many rows; undefined if there were too few. */
export function expectedDuration(past: readonly PastRun[], rows: number): number | undefined {
  const like = past
    .filter((run) => run.rows <= rows * LIKE && rows <= run.rows * LIKE)
    .map(({ durationMs }) => durationMs)
    .sort((a, b) => a - b);
  if (like.length < FEWEST) return undefined;
  return like[Math.floor(like.length / 2)];
}
