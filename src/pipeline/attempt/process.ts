import type { CommitResult, FileVersion, Lease } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { batchIdOf } from "../context/run-id.ts";
import { prepareSession } from "../spark/prepare-session.ts";
import type { FileRows } from "../transform/file-rows.ts";
import { type Rebuild, transform } from "../transform/transform.ts";
import type { ValidFile } from "../validate/valid-file.ts";
import { abandonAttempt } from "./abandon-attempt.ts";
import { commit } from "./commit.ts";
import { type ExcludedCounts, excludeFiles } from "./exclude-files.ts";
import { isTransient } from "./transient-failure.ts";

/** A batch that was committed. */
export interface Processed {
  readonly batchId: string;
  readonly files: readonly FileRows[];
  readonly superseded: number;
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
 * read, without them, whether or not its error names a file.
 */
export async function process(
  run: RunContext,
  lease: Lease,
  valid: readonly ValidFile[],
  rebuild?: Rebuild,
): Promise<ProcessOutcome> {
  let files = valid;
  let excluded: ExcludedCounts = { invalid: 0, failed: 0 };
  const isWorkLeft = () => files.length > 0 || rebuild !== undefined;
  if (isWorkLeft()) await prepareSession(run);
  for (let attempt = 1; isWorkLeft(); attempt++) {
    const batchId = batchIdOf(run.runId, attempt);
    try {
      const built = await transform(run, lease, batchId, files, rebuild);
      const result = await run.steps.run("commit", () => commit(run, lease, built));
      const processed = { batchId, files: built.files, superseded: built.superseded.length, result };
      return { processed, excluded };
    } catch (error) {
      if (!(await abandonAttempt(run, batchId, error))) throw error;
      const mayBeRepeated = isTransient(error) && attempt < run.settings.run.maxAttempts;
      const left = await excludeFiles(run, files, error, { mayBeRepeated });
      excluded = { invalid: excluded.invalid + left.invalid, failed: excluded.failed + left.failed };
      if (left.fileIds.size > 0) files = files.filter(({ file }) => !left.fileIds.has(file.fileId));
      else if (!mayBeRepeated) throw error;
    }
  }
  return { processed: undefined, excluded };
}

/** Whether the batch made this file's content count. */
export function countsNow(processed: Processed | undefined, file: FileVersion): boolean {
  return (
    processed?.files.some(({ source, fault }) => source.file.fileId === file.fileId && fault === undefined) ?? false
  );
}
