import type { RunContext } from "../context/run-context.ts";
import { type Amount, type Amounts, type History, type Looking, NOTHING, type Purging, plus } from "./history.ts";
import { oldBatches } from "./old-batches.ts";
import { oldEvents } from "./old-events.ts";
import { oldArchivedFiles, oldQuarantinedFiles } from "./old-kept-files.ts";
import { oldRejectedRows } from "./old-rejected-rows.ts";
import { oldReports } from "./old-reports.ts";
import { type Cutoffs, cutoffsOf, HISTORY_KINDS, type HistoryKind } from "./retention.ts";

const HISTORIES: Readonly<Record<HistoryKind, History>> = {
  events: oldEvents,
  rejectedRows: oldRejectedRows,
  quarantinedFiles: oldQuarantinedFiles,
  archivedFiles: oldArchivedFiles,
  batches: oldBatches,
  reports: oldReports,
};

/** Removes history that is old enough, never what counts, what a rebuild reads, or what tells a new file from a known one. */
export function purgeHistory(run: Purging, cutoffs: Cutoffs): Promise<Amounts> {
  return forEachKind(cutoffs, async (kind, before) => {
    const amount = await HISTORIES[kind].remove(run, before);
    run.log.info({ kind, before, ...amount }, `removed ${amount.count} ${kind} from before ${before.toISOString()}`);
    return amount;
  });
}

/** How much of it there is. */
export function countHistory(looking: Looking, cutoffs: Cutoffs): Promise<Amounts> {
  return forEachKind(cutoffs, (kind, before) => HISTORIES[kind].count(looking, before));
}

export interface PurgedAfterRun {
  readonly purged?: Amounts;
  readonly purgeFailed?: boolean;
}

/** With the setting for it, at the end of a run. What goes wrong does not fail the run, which has done its work. */
export async function purgeAfterRun(run: RunContext): Promise<PurgedAfterRun> {
  const { retention } = run.settings;
  if (!retention.afterRun) return {};
  try {
    const purged = await run.steps.run("purge", () => purgeHistory(run, cutoffsOf(retention, run.now())));
    return totalOf(purged).count === 0 ? {} : { purged };
  } catch (error) {
    if (run.signal.aborted) throw error;
    run.log.warn({ err: error }, "old history could not be removed; the next run tries again");
    return { purgeFailed: true };
  }
}

export function totalOf(amounts: Amounts): Amount {
  return Object.values(amounts).reduce(plus, NOTHING);
}

/** In the order of the kinds: rejected rows before the batches that they belong to. */
async function forEachKind(
  cutoffs: Cutoffs,
  work: (kind: HistoryKind, before: Date) => Promise<Amount>,
): Promise<Amounts> {
  const amounts: Partial<Record<HistoryKind, Amount>> = {};
  for (const kind of HISTORY_KINDS) {
    const before = cutoffs[kind];
    if (before !== undefined) amounts[kind] = await work(kind, before);
  }
  return amounts;
}
