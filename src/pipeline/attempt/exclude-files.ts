import { LakeError } from "../../lake/index.ts";
import { SparkError } from "../../spark-connect/index.ts";
import { DimensionRefusedError, type FileVersion } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { type ChangedFile, changedFiles, recordChanged } from "../validate/changed-files.ts";
import { failFile } from "../validate/fail-file.ts";
import type { SeparatedContents } from "../validate/separate-contents.ts";
import type { ValidFile } from "../validate/valid-file.ts";
import { FilesChangedError } from "./commit.ts";
import { mayBeOfFile, namesFile } from "./read-failure.ts";
import { findUnreadable, settleUnreadable, type UnreadableFile } from "./unreadable-files.ts";

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

/**
 * Finds the files that an attempt failed at, and settles them.
 *
 * @param options.mayBeRepeated the failure is one that the same attempt need not meet again: no file is suspected
 */
export async function excludeFiles(
  run: RunContext,
  { counting, duplicates }: SeparatedContents,
  failure: unknown,
  { mayBeRepeated }: { readonly mayBeRepeated: boolean },
): Promise<ExcludedFiles> {
  const changed = await changedMeanwhile(
    run,
    [...counting, ...duplicates].map(({ file }) => file),
    failure,
  );
  if (changed.length > 0) {
    const became = [];
    for (const one of changed) became.push(await recordChanged(run, one, "committed"));
    return excluded(
      changed.map(({ file }) => file),
      became,
    );
  }
  if (failure instanceof DimensionRefusedError) return await failRefused(run, counting, failure);
  if (!mayBeOfFile(failure) || (mayBeRepeated && !namesFile(failure))) return excluded([], []);
  const unreadable = await suspects(run, counting);
  return excluded(
    unreadable.map(({ file }) => file.file),
    await settleUnreadable(run, unreadable),
  );
}

/** MySQL does not say which of a dimension's files holds the row: the next run tries all of them again, and `replay` each alone. */
async function failRefused(
  run: RunContext,
  files: readonly ValidFile[],
  { table, message }: DimensionRefusedError,
): Promise<ExcludedFiles> {
  const feeds = run.job.dimensions.filter(({ dimension }) => dimension.table === table);
  const refused = files.filter(({ feed }) => feeds.some(({ name }) => name === feed)).map(({ file }) => file);
  const others = refused.length > 1 ? ` One of ${refused.length} files of ${table} holds it.` : "";
  for (const file of refused) await failFile(run, file, { reason: `${message}${others}` });
  return excluded(
    refused,
    refused.map(() => "failed"),
  );
}

/** None if Spark cannot be asked: what went wrong first is what the user has to know. */
async function suspects(run: RunContext, files: readonly ValidFile[]): Promise<readonly UnreadableFile[]> {
  try {
    return await findUnreadable(run, files);
  } catch (error) {
    run.signal.throwIfAborted();
    run.log.warn({ err: error }, "which files Spark cannot read could not be found out");
    return [];
  }
}

function excluded(files: readonly FileVersion[], became: readonly string[]): ExcludedFiles {
  const count = (status: string) => became.filter((one) => one === status).length;
  return {
    fileIds: new Set(files.map(({ fileId }) => fileId)),
    invalid: count("invalid"),
    failed: count("failed"),
  };
}

/** Whoever reads a file while it is replaced or removed fails, Spark in words of its own. */
async function changedMeanwhile(
  run: RunContext,
  files: readonly FileVersion[],
  error: unknown,
): Promise<readonly ChangedFile[]> {
  if (error instanceof FilesChangedError) return error.changed;
  const isOfReading = error instanceof SparkError || (error instanceof LakeError && error.mayBeOfObject);
  if (!isOfReading || run.signal.aborted) return [];
  // What went wrong first is what the user has to know.
  return await changedFiles(run, files).catch(() => []);
}
