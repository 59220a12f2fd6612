import { LakeError } from "../lake/index.ts";
import { SparkError } from "../spark-connect/index.ts";
import type { CommitResult, FileVersion, Lease } from "../warehouse/index.ts";
import { abandon } from "./abandon.ts";
import { type ChangedFile, changedFiles, letGo } from "./changed-files.ts";
import { commit, FilesChangedError } from "./commit.ts";
import { isPassing } from "./passing-failure.ts";
import { prepareSession } from "./prepare-session.ts";
import type { RunContext } from "./run-context.ts";
import { batchIdOf } from "./run-id.ts";
import type { FileRows } from "./transform/file-rows.ts";
import { type Rebuild, transform } from "./transform/transform.ts";
import type { ValidFile } from "./valid-file.ts";

/** A batch that was committed. */
export interface Processed {
  readonly batchId: string;
  readonly files: readonly FileRows[];
  readonly superseded: number;
  readonly result: CommitResult;
}

/**
 * Builds and commits a batch of the files. An attempt whose numbers do not add up, whose files change meanwhile, or that
 * Spark fails for a passing reason, is abandoned and made again as a new batch. Undefined if no file is left to process, and nothing is to be rebuilt.
 */
export async function process(
  run: RunContext,
  lease: Lease,
  valid: readonly ValidFile[],
  rebuild?: Rebuild,
): Promise<Processed | undefined> {
  let files = valid;
  const isWorkLeft = () => files.length > 0 || rebuild !== undefined;
  if (isWorkLeft()) await prepareSession(run);
  for (let attempt = 1; isWorkLeft(); attempt++) {
    const batchId = batchIdOf(run.runId, attempt);
    try {
      const built = await transform(run, lease, batchId, files, rebuild);
      const result = await run.steps.run("commit", () => commit(run, lease, built));
      return { batchId, files: built.files, superseded: built.superseded.length, result };
    } catch (error) {
      if (!(await giveUp(run, batchId, error))) throw error;
      const changed = await changedMeanwhile(run, files, error);
      if (changed.length > 0) files = await without(run, files, changed);
      else if (!isPassing(error) || attempt >= run.settings.run.maxAttempts) throw error;
    }
  }
  return undefined;
}

/** Whether the batch made this file's content count. */
export function countsNow(processed: Processed | undefined, file: FileVersion): boolean {
  return (
    processed?.files.some(({ source, fault }) => source.file.fileId === file.fileId && fault === undefined) ?? false
  );
}

/** Whoever reads a file while it is replaced or removed fails, Spark in words of its own. */
async function changedMeanwhile(
  run: RunContext,
  files: readonly ValidFile[],
  error: unknown,
): Promise<readonly ChangedFile[]> {
  if (error instanceof FilesChangedError) return error.changed;
  const isOfReading =
    error instanceof SparkError || (error instanceof LakeError && /^object_(gone|replaced)$/.test(error.code));
  if (!isOfReading || run.signal.aborted) return [];
  const all = files.map(({ file }) => file);
  // What went wrong first is what the user has to know.
  return await changedFiles(run, all).catch(() => []);
}

async function without(
  run: RunContext,
  files: readonly ValidFile[],
  changed: readonly ChangedFile[],
): Promise<readonly ValidFile[]> {
  for (const one of changed) await letGo(run, one, "committed");
  const gone = new Set(changed.map(({ file }) => file.fileId));
  return files.filter(({ file }) => !gone.has(file.fileId));
}

/** Returns whether the batch is abandoned and its files are free for another attempt. */
async function giveUp(run: RunContext, batchId: string, reason: unknown): Promise<boolean> {
  try {
    await abandon(run, batchId, reason instanceof Error ? reason.message : String(reason));
    return true;
  } catch (error) {
    // The next run's recovery does it; what went wrong first is what the user has to know.
    run.log.error({ batchId, err: error }, `batch ${batchId} could not be abandoned now; the next run will`);
    return false;
  }
}
