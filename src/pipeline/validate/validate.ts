import { mapConcurrent } from "../../lake/index.ts";
import { type FileVersion, originalContents } from "../../warehouse/index.ts";
import { newLakeProbe } from "../context/lake-probe.ts";
import type { RunContext } from "../context/run-context.ts";
import { feedContracts } from "./feed-contracts.ts";
import { judgeFile } from "./judge-file.ts";
import type { NewContents } from "./separate-contents.ts";
import { separateDuplicates } from "./separate-duplicates.ts";
import { settleIdentities } from "./settle-identities.ts";
import type { Duplicate, InspectedFile } from "./valid-file.ts";

export interface Validation {
  /** The files whose verdict is for a batch. */
  readonly contents: NewContents;
  readonly invalid: number;
  /** Files that could not be read, and are Failed now. */
  readonly failed: number;
  /** Recorded already: they change nothing of what counts. */
  readonly duplicates: readonly Duplicate[];
}

/**
 * Looks at every new file, several at a time, and records in the ledger those that are invalid or count already.
 *
 * @param again keys that are replayed: content that counts there already is no duplicate
 */
export async function validate(
  run: RunContext,
  files: readonly FileVersion[],
  again: ReadonlySet<string> = new Set(),
): Promise<Validation> {
  const contracts = feedContracts(run);
  const { concurrency } = run.settings.run;
  const probe = newLakeProbe(run);
  const judged = countJudged(run, files);
  const verdicts = await mapConcurrent(files, { concurrency, signal: run.signal }, async (file, signal) => {
    const verdict = await judgeFile(run, file, { contracts, probe, signal, depth: "sample" });
    judged(file);
    return verdict;
  });
  const inspected = verdicts.filter((verdict) => verdict.kind === "inspected").map((verdict) => verdict.inspected);
  const { identified, unclear } = await settleIdentities(run, await asUploaded(run, inspected));
  const { contents, duplicates } = await separateDuplicates(run, identified, again);
  const invalid = verdicts.filter(({ kind }) => kind === "invalid").length;
  const failed = verdicts.filter(({ kind }) => kind === "failed").length + unclear;
  run.log.info(
    { valid: contents.files.length, invalid, duplicates: duplicates.length, failed },
    `validated ${files.length} files: ${contents.files.length} valid, ${invalid} invalid, ${duplicates.length} duplicates, ${failed} failed`,
  );
  return { contents, invalid, failed, duplicates };
}

/** A file that was kept and rewritten by an erasure stands for the content that was uploaded, wherever it comes from. */
async function asUploaded(run: RunContext, files: readonly InspectedFile[]): Promise<readonly InspectedFile[]> {
  const originals = await originalContents(
    run.warehouse,
    files.map(({ inspection }) => inspection.sha256),
  );
  if (originals.size === 0) return files;
  return files.map((file) => {
    const sha256 = originals.get(file.inspection.sha256) ?? file.inspection.sha256;
    return { ...file, inspection: { ...file.inspection, sha256 } };
  });
}

/** Tells whoever watches the run how many of the files, and of their bytes, are validated. */
function countJudged({ watch }: RunContext, files: readonly FileVersion[]): (file: FileVersion) => void {
  const ofBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let done = 0;
  let bytes = 0;
  return ({ sizeBytes }) => {
    done += 1;
    bytes += sizeBytes;
    watch({ kind: "files_validated", done, of: files.length, bytes, ofBytes });
  };
}
