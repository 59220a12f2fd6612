import type { CommitResult, FileVersion, Lease, Rejection } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { batchIdOf } from "../context/run-id.ts";
import { commitText } from "../outcome/step-results.ts";
import { prepareSession } from "../spark/prepare-session.ts";
import { DoubtfulFilesError } from "../transform/doubtful-files.ts";
import type { FileRows } from "../transform/file-rows.ts";
import { type Rebuild, type ToBuild, transform } from "../transform/transform.ts";
import { type NewContents, type SeparatedContents, separateContents } from "../validate/separate-contents.ts";
import type { Duplicate } from "../validate/valid-file.ts";
import { abandonAttempt } from "./abandon-attempt.ts";
import { commit } from "./commit.ts";
import { type ExcludedCounts, excludeFiles } from "./exclude-files.ts";
import { lookAgain } from "./look-again.ts";
import { repeatedImbalance } from "./repeated-imbalance.ts";
import { isTransient } from "./transient-failure.ts";

/** What a batch is to make true. */
export interface BatchWork {
  readonly contents: NewContents;
  /** Files to take back. */
  readonly voided?: readonly FileVersion[];
  readonly rebuild?: Rebuild;
  /** Attempts of the run that other batches have made. @default 0 */
  readonly attemptsBefore?: number;
}

/** A batch that was committed. */
export interface Processed {
  readonly batchId: string;
  /** The files that Spark read and that the batch settled by their rows. */
  readonly files: readonly FileRows[];
  /** The files that it settled as duplicates. */
  readonly duplicates: readonly Duplicate[];
  readonly superseded: readonly FileVersion[];
  /** Why rows do not count. */
  readonly rejections: readonly Rejection[];
  readonly result: CommitResult;
}

/** What became of the files of a run. */
export interface ProcessOutcome {
  /** Undefined if no file was left to process, and nothing was to be rebuilt. */
  readonly processed: Processed | undefined;
  /** Files without which it was made. */
  readonly excluded: ExcludedCounts;
}

/**
 * Builds and commits a batch of the files. An attempt whose numbers do not add up, whose files change meanwhile, or that
 * Spark fails for a transient reason, is abandoned and made again as a new batch; so is one that fails at files which Spark cannot
 * read, without them, whether or not its error names a file. Sampled files in which it sees what may be wrong with all of them are looked
 * at before the next attempt.
 */
export async function process(
  run: RunContext,
  lease: Lease,
  { contents, voided = [], rebuild, attemptsBefore = 0 }: BatchWork,
): Promise<ProcessOutcome> {
  let current = contents;
  const readable = idsOf(separateContents(contents).counting);
  let out: ReadonlySet<number> = new Set();
  let excluded: ExcludedCounts = { invalid: 0, failed: 0 };
  const separate = (faulty: ReadonlySet<number>) => separateContents(current, { readable, out: union(out, faulty) });
  let separated = separate(NONE);
  const isWorkLeft = () => rebuild !== undefined || voided.length > 0 || changesWhatCounts(separated);
  if (isWorkLeft()) await prepareSession(run);
  let before: unknown;
  for (let attempt = 1; isWorkLeft(); attempt++) {
    const batchId = batchIdOf(run.runId, attemptsBefore + attempt);
    try {
      const work = { files: separated.counting, separate, voided, rebuild };
      return { processed: await run.place.inBatch(batchId, () => makeTrue(run, lease, batchId, work)), excluded };
    } catch (error) {
      if (!(await abandonAttempt(run, batchId, error))) throw error;
      const declared = repeatedImbalance(error, before);
      before = error;
      const mayBeRepeated = declared === undefined && isTransient(error) && attempt < run.settings.run.maxAttempts;
      const look = error instanceof DoubtfulFilesError ? await lookAgain(run, current, error.fileIds) : undefined;
      const left = look?.left ?? (await excludeFiles(run, separated, error, { mayBeRepeated }));
      current = look?.contents ?? current;
      excluded = { invalid: excluded.invalid + left.invalid, failed: excluded.failed + left.failed };
      out = union(out, left.fileIds);
      if (look !== undefined || left.fileIds.size > 0) separated = separate(NONE);
      else if (!mayBeRepeated) throw declared ?? error;
    }
  }
  return { processed: undefined, excluded };
}

async function makeTrue(run: RunContext, lease: Lease, batchId: string, work: ToBuild): Promise<Processed> {
  const built = await transform(run, lease, batchId, work);
  const result = await run.steps.run("commit", () => commit(run, lease, built), commitText);
  return { ...built, result };
}

const NONE: ReadonlySet<number> = new Set();

/** Duplicates that replace nothing do not need a batch: where they are all that is left, the next run records them. */
function changesWhatCounts({ counting, duplicates }: SeparatedContents): boolean {
  return counting.length > 0 || duplicates.some(({ corrects }) => corrects !== undefined);
}

/** `Set.prototype.union` came with Node 22. */
function union<Item>(one: ReadonlySet<Item>, other: ReadonlySet<Item>): ReadonlySet<Item> {
  return new Set([...one, ...other]);
}

function idsOf(files: SeparatedContents["counting"]): ReadonlySet<number> {
  return new Set(files.map(({ file }) => file.fileId));
}
