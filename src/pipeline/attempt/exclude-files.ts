import { LakeError } from "../../lake/index.ts";
import { SparkError } from "../../spark-connect/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { type ChangedFile, changedFiles, recordChanged } from "../validate/changed-files.ts";
import type { SeparatedContents } from "../validate/separate-contents.ts";
import { FilesChangedError } from "./commit.ts";
import { invalidateUnreadable } from "./unreadable-files.ts";

export interface ExcludedCounts {
  /** Spark cannot read what is in them: they are Invalid. */
  readonly invalid: number;
  /** They could not be reached, or are not there any more: they are Failed. */
  readonly failed: number;
}

/** The files that made an attempt fail, settled in the ledger: the attempt is to be made again without them. */
export interface ExcludedFiles extends ExcludedCounts {
  readonly fileIds: ReadonlySet<number>;
}

export async function excludeFiles(
  run: RunContext,
  { counting, duplicates }: SeparatedContents,
  failure: unknown,
): Promise<ExcludedFiles> {
  const changed = await changedMeanwhile(
    run,
    [...counting, ...duplicates].map(({ file }) => file),
    failure,
  );
  const became = [];
  for (const one of changed) became.push(await recordChanged(run, one, "committed"));
  if (changed.length > 0) {
    const failed = became.filter((status) => status === "failed").length;
    return { fileIds: new Set(changed.map(({ file }) => file.fileId)), invalid: 0, failed };
  }
  const invalid = await invalidateUnreadable(run, counting, failure);
  return { fileIds: invalid, invalid: invalid.size, failed: 0 };
}

/** Whoever reads a file while it is replaced or removed fails, Spark in words of its own. */
async function changedMeanwhile(
  run: RunContext,
  files: readonly FileVersion[],
  error: unknown,
): Promise<readonly ChangedFile[]> {
  if (error instanceof FilesChangedError) return error.changed;
  const isOfReading =
    error instanceof SparkError || (error instanceof LakeError && /^object_(gone|replaced)$/.test(error.code));
  if (!isOfReading || run.signal.aborted) return [];
  // What went wrong first is what the user has to know.
  return await changedFiles(run, files).catch(() => []);
}
