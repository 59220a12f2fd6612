import { LakeError } from "../../lake/index.ts";
import { SparkError } from "../../spark-connect/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { type ChangedFile, changedFiles, recordChanged } from "../validate/changed-files.ts";
import type { SeparatedContents } from "../validate/separate-contents.ts";
import { FilesChangedError } from "./commit.ts";
import { invalidateUnreadable } from "./unreadable-files.ts";

/** The files that made an attempt fail, settled in the ledger: the attempt is to be made again without them. */
export interface ExcludedFiles {
  readonly fileIds: ReadonlySet<number>;
  /** How many of them Spark could not read, and are Invalid now. The others are not there any more. */
  readonly unreadable: number;
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
  for (const one of changed) await recordChanged(run, one, "committed");
  if (changed.length > 0) return { fileIds: new Set(changed.map(({ file }) => file.fileId)), unreadable: 0 };
  const invalid = await invalidateUnreadable(run, counting, failure);
  return { fileIds: invalid, unreadable: invalid.size };
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
