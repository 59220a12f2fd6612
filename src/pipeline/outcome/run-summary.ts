import type { Job } from "../../job/index.ts";
import { messageOf, pluralOf } from "../../text/index.ts";
import { LeaseBusyError, type MartResult, type WatchedChanges } from "../../warehouse/index.ts";
import type { ExcludedCounts } from "../attempt/exclude-files.ts";
import type { Processed } from "../attempt/process.ts";
import { Interrupted } from "../context/interrupted.ts";
import type { Discovery, IntervalCounts } from "../discover.ts";
import type { ErasureReport } from "../erase/erasing.ts";
import type { Amounts } from "../purge/history.ts";
import type { Recovery } from "../recover/recover.ts";
import { NO_CONTENTS } from "../validate/separate-contents.ts";
import { isOfOtherFolder } from "../validate/valid-file.ts";
import type { Validation } from "../validate/validate.ts";
import type { DoubtfulChanges } from "./doubtful-changes.ts";
import type { NamedRefusal } from "./refused-files.ts";

export type RunStatus = "processed" | "nothing_to_do" | "failed" | "busy" | "interrupted";

/** What a run says of itself as the last line of stdout; the names are a contract. */
export interface RunSummary {
  readonly status: RunStatus;
  readonly runId: string;
  readonly batchId: string | null;
  readonly files: FileCounts;
  /** Of the sales files of this run. */
  readonly rows: RowCounts;
  /** The months whose marts were computed anew, or that were compacted, yyyy-MM, ascending. */
  readonly months: readonly string[];
  readonly marts: Readonly<Record<string, MartResult>>;
  /**
   * `unknown_reference:<dimension>`: accepted facts that refer to what is in no dimension. `failed_file`: files that
   * could not be read in this run. `failed_file_left_aside`: those that runs do not try any more.
   * `unarchived_file`: settled files that S3 does not let out of `raw/`. `vanished_file`: files that waited, and whose object is gone.
   * `misplaced_object`: objects beside `raw/` that look meant for it. `equal_file_in_other_folder`: duplicates of a file in another folder.
   * `correction_of_other_dates`: corrections that share no date with what they replace. `uncounted_duplicate`: duplicates whose content
   * counts nowhere any more. `refused_replay`: replayed files that are refused now: what they were before goes on to count. `faulty_optional:<column>`: rows of dimensions from which a faulty value was left out.
   * `month_not_computed:<mart>`: months that a mart has no row of though sales count in them: `rebuild` computes them.
   * `stale_month:<mart>`: months that a mart has as it was declared before: `rebuild` brings them up to date.
   * A warning of the job's own (`Lookalike`): rejected rows that look like something that another setting would let count.
   * `unfinished_erasure`: erasures that died on the way: repeat them. `erased_row`: rows of erased persons in new files: erase them again.
   * `purge_failed`: old history could not be removed after the run.
   * `future_date`: rows that count once their day has come and their file is replayed.
   */
  readonly warnings: Readonly<Record<string, number>>;
  /** The files that failed or were refused in this run, failed ones first, 20 at most; `files` and `warnings` count them all. */
  readonly refused?: readonly NamedRefusal[];
  /** Of each column that a mart watches: how many values changed in months that had been computed before. */
  readonly [moved: `${string}Moved`]: number;
  /** The run's interval, and how many new files are outside of it; of those that are not, how many also hold sales of other days. */
  readonly interval?: IntervalCounts;
  /** Of a backfill: what its runs did, of which the rest is the sum, and the months that are left. */
  readonly backfill?: BackfillProgress;
  /** What was removed of history, by kind. */
  readonly purged?: Amounts;
  /** What an adoption took back: of each kind, how many files. */
  readonly adopted?: AdoptedCounts;
  /** What was found of the person that was to be erased, and where something may still be. */
  readonly erased?: ErasureReport;
  readonly durationMs: number;
  readonly error?: string;
}

export interface BackfillProgress {
  readonly mode: "new" | "replay" | "rebuild";
  readonly runs: readonly (Pick<RunSummary, "status" | "runId" | "batchId"> & { readonly month: string })[];
  /** yyyy-MM */
  readonly left: readonly string[];
}

export interface AdoptedCounts {
  /** Taken back into the ledger. */
  readonly files: number;
  /** Counted by the ledger, and do not any more. */
  readonly superseded: number;
  /** Read again, because their cleaned sales are gone. */
  readonly readAgain: number;
  /** Counted, and their content is kept nowhere. */
  readonly gone: number;
  /** Persons that were erased again, because the ledger was from before. */
  readonly erased: number;
}

export interface FileCounts {
  readonly processed: number;
  readonly invalid: number;
  readonly duplicate: number;
  readonly superseded: number;
  /** Left for the next run. */
  readonly pending: number;
}

export interface RowCounts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
}

/** What the steps of a run found and did. */
export interface RunFindings {
  readonly recovered: Recovery;
  readonly discovery: Discovery;
  readonly validation: Validation;
  readonly processed: Processed | undefined;
  /** Files that an attempt could not go on with. @default none */
  readonly excluded?: ExcludedCounts;
  /** @default none */
  readonly doubtful?: DoubtfulChanges;
  /** Replayed files that counted before, and were refused. @default 0 */
  readonly refusedReplays?: number;
  /** Settled files that S3 does not let go. @default 0 */
  readonly unarchived?: number;
  /** A batch that only holds the sales of others, and the months that it holds. */
  readonly compacted?: { readonly batchId: string; readonly months: readonly string[] };
  /** The files that failed or were refused, to be named. @default none */
  readonly refused?: readonly NamedRefusal[];
  /** Months that a mart was never computed for, by mart. @default none */
  readonly notComputed?: Readonly<Record<string, readonly string[]>>;
  /** By mart, the months that it has as it was declared before. */
  readonly stale?: Readonly<Record<string, readonly string[]>>;
  /** What was removed of history. */
  readonly purged?: Amounts | undefined;
  /** History could not be removed at the end of a run. */
  readonly purgeFailed?: boolean;
  readonly erased?: ErasureReport;
  /** Erasures that died on the way, and are to be repeated. @default 0 */
  readonly openErasures?: number;
  /** The command did what it is for, without files or a batch. */
  readonly isDone?: boolean;
  /** What an adoption took back. */
  readonly adopted?: AdoptedCounts;
  /** Recovery was all that was asked for. */
  readonly onlyRecovers?: boolean;
}

/** Of a command that does not look for new files. */
export const NO_NEW_FILES = {
  discovery: { files: [], left: 0, leftAside: 0, ignored: 0, vanished: 0, misplaced: 0 },
  validation: { contents: NO_CONTENTS, invalid: 0, failed: 0, duplicates: [] },
} as const;

export function summaryOf(runId: string, job: Job, findings: RunFindings, durationMs: number): RunSummary {
  const { processed, compacted } = findings;
  return {
    status: isIdle(findings) ? "nothing_to_do" : "processed",
    runId,
    batchId: processed?.batchId ?? compacted?.batchId ?? null,
    files: fileCounts(findings),
    rows: rowCounts(job, processed),
    months: processed?.result.months ?? compacted?.months ?? [],
    marts: processed?.result.marts ?? {},
    warnings: warningsOf(findings),
    ...(findings.refused && findings.refused.length > 0 && { refused: findings.refused }),
    ...movedOf(job, processed?.result.watched),
    ...(findings.discovery.interval && { interval: findings.discovery.interval }),
    ...(findings.purged && { purged: findings.purged }),
    ...(findings.adopted && { adopted: findings.adopted }),
    ...(findings.erased && { erased: findings.erased }),
    durationMs,
  };
}

/** What was abandoned or swept only clears the way: it is no result of a run, but of the command that recovers. */
function isIdle(findings: RunFindings): boolean {
  const { recovered, discovery, processed, compacted, onlyRecovers = false, isDone = false } = findings;
  const { rolledForward, abandoned, swept } = recovered;
  if (isDone) return false;
  if (onlyRecovers && abandoned.length + swept.length > 0) return false;
  return (
    discovery.files.length === 0 && rolledForward.length === 0 && processed === undefined && compacted === undefined
  );
}

/** What failed in this run counts; what earlier runs left aside was told then, as their invalid files were. */
export function hasRefused(summary: RunSummary): boolean {
  return summary.rows.rejected > 0 || hasRefusedFiles(summary);
}

export function hasRefusedFiles({ files, warnings }: RunSummary): boolean {
  const { failed_file: failed = 0, vanished_file: vanished = 0 } = warnings;
  return files.invalid + failed + vanished > 0;
}

export function summaryOfFailure(runId: string, job: Job, error: unknown, durationMs: number, pending = 0): RunSummary {
  return {
    status: failureStatus(error),
    runId,
    batchId: null,
    files: { processed: 0, invalid: 0, duplicate: 0, superseded: 0, pending },
    rows: { read: 0, accepted: 0, rejected: 0 },
    months: [],
    marts: {},
    warnings: {},
    ...movedOf(job),
    durationMs,
    error: messageOf(error),
  };
}

function movedOf({ marts }: Job, watched: readonly WatchedChanges[] = []): Readonly<Record<`${string}Moved`, number>> {
  return Object.fromEntries(
    marts.flatMap(({ name, watch }) => {
      if (watch === undefined) return [];
      return [[`${pluralOf(watch.column)}Moved`, watched.find(({ mart }) => mart === name)?.moved ?? 0]];
    }),
  );
}

function failureStatus(error: unknown): RunStatus {
  if (error instanceof LeaseBusyError) return "busy";
  return error instanceof Interrupted ? "interrupted" : "failed";
}

function fileCounts({ discovery, validation, processed, excluded = NONE_EXCLUDED }: RunFindings): FileCounts {
  const files = processed?.files ?? [];
  const counting = files.filter(({ fault }) => fault === undefined).length;
  const invalid = validation.invalid + excluded.invalid + files.length - counting;
  const settledTogether = processed?.duplicates.length ?? 0;
  const undecided =
    validation.contents.files.length - excluded.invalid - excluded.failed - files.length - settledTogether;
  return {
    processed: counting,
    invalid,
    duplicate: validation.duplicates.length + settledTogether,
    superseded: processed?.superseded.length ?? 0,
    pending: discovery.left + undecided,
  };
}

function rowCounts({ facts }: Job, processed: Processed | undefined): RowCounts {
  const counts = { read: 0, accepted: 0, rejected: 0 };
  for (const { source, accepted, rejected, fault } of processed?.files ?? []) {
    if (source.feed !== facts.name) continue;
    counts.read += accepted + rejected;
    counts.accepted += fault === undefined ? accepted : 0;
    counts.rejected += fault === undefined ? rejected : accepted + rejected;
  }
  return counts;
}

const NONE_EXCLUDED: ExcludedCounts = { invalid: 0, failed: 0 };

const NO_DOUBT: DoubtfulChanges = { otherDates: 0, uncounted: 0 };

/** What is not as it should be although the run came to its end; only what there is. */
export function warningsOf(findings: RunFindings): RunSummary["warnings"] {
  const { discovery, validation, processed, excluded = NONE_EXCLUDED, unarchived = 0, doubtful = NO_DOUBT } = findings;
  const counts = {
    failed_file: validation.failed + excluded.failed,
    failed_file_left_aside: discovery.leftAside,
    unarchived_file: unarchived,
    unfinished_erasure: findings.openErasures ?? 0,
    erased_row: (processed?.files ?? []).reduce((all, { erasedRows = 0 }) => all + erasedRows, 0),
    purge_failed: findings.purgeFailed === true ? 1 : 0,
    vanished_file: discovery.vanished,
    future_date: rowsRejectedFor("future_date", processed),
    misplaced_object: discovery.misplaced,
    equal_file_in_other_folder: [...validation.duplicates, ...(processed?.duplicates ?? [])].filter(isOfOtherFolder)
      .length,
    correction_of_other_dates: doubtful.otherDates,
    uncounted_duplicate: doubtful.uncounted,
    refused_replay: findings.refusedReplays ?? 0,
    ...lookalikes(processed),
    ...countedByName(processed),
    empty_row: emptyRows(processed),
    ...monthsByMart("month_not_computed", findings.notComputed),
    ...monthsByMart("stale_month", findings.stale),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function monthsByMart(code: string, months: RunFindings["stale"] = {}): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(months).map(([mart, { length }]) => [`${code}:${mart}`, length]));
}

function rowsRejectedFor(code: string, processed: Processed | undefined): number {
  const found = (processed?.rejections ?? []).filter((rejection) => rejection.code === code);
  return found.reduce((all, { rows }) => all + rows, 0);
}

function lookalikes(processed: Processed | undefined): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [warning, rows] of (processed?.files ?? []).flatMap((file) => Object.entries(file.lookalikes))) {
    counts[warning] = (counts[warning] ?? 0) + rows;
  }
  return counts;
}

/** Of the files that count: the others are told of as a whole. */
function emptyRows(processed: Processed | undefined): number {
  const counting = (processed?.files ?? []).filter(({ fault }) => fault === undefined);
  return counting.reduce((all, { source }) => all + (source.inspection.emptyRows ?? 0), 0);
}

function countedByName(processed: Processed | undefined): Readonly<Record<string, number>> {
  const warnings: Record<string, number> = {};
  const warn = (code: string, counts: Readonly<Record<string, number>>) => {
    for (const [name, rows] of Object.entries(counts)) {
      if (rows > 0) warnings[`${code}:${name}`] = (warnings[`${code}:${name}`] ?? 0) + rows;
    }
  };
  for (const { unknownReferences, faultyOptionals, fault } of processed?.files ?? []) {
    if (fault !== undefined) continue;
    warn("unknown_reference", unknownReferences);
    warn("faulty_optional", faultyOptionals);
  }
  return warnings;
}
