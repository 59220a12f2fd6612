import {
  type FeedContract,
  type FileFault,
  type InspectionOutcome,
  inspectFile,
  judgeName,
  LakeError,
  mapConcurrent,
} from "../../lake/index.ts";
import { changeStatus, contentKeyOf, type FileVersion, originalContents } from "../../warehouse/index.ts";
import { type LakeProbe, newLakeProbe } from "../context/lake-probe.ts";
import type { RunContext } from "../context/run-context.ts";
import { blameFile } from "./blame.ts";
import { recordChanged } from "./changed-files.ts";
import { failFile } from "./fail-file.ts";
import { feedContracts } from "./feed-contracts.ts";
import { reasonOf } from "./file-reason.ts";
import { localPathOf } from "./local-path.ts";
import type { NewContents } from "./separate-contents.ts";
import { separateDuplicates } from "./separate-duplicates.ts";
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
    const verdict = await judge(run, file, { contracts, probe, signal });
    judged(file);
    return verdict;
  });
  const inspected = verdicts.filter((verdict) => verdict.kind === "inspected").map((verdict) => verdict.inspected);
  const { contents, duplicates } = await separateDuplicates(run, await asUploaded(run, inspected), again);
  const invalid = verdicts.filter(({ kind }) => kind === "invalid").length;
  const failed = verdicts.filter(({ kind }) => kind === "failed").length;
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

type Verdict =
  | { readonly kind: "inspected"; readonly inspected: InspectedFile }
  | { readonly kind: "invalid" | "failed" | "superseded" };

interface Judging {
  readonly contracts: readonly FeedContract[];
  readonly probe: LakeProbe;
  readonly signal: AbortSignal;
}

async function judge(run: RunContext, file: FileVersion, { contracts, probe, signal }: Judging): Promise<Verdict> {
  const { feed: contract, faults } = judgeName(file.objectKey, file.sizeBytes, contracts);
  if (contract === undefined || faults.length > 0) return invalidate(run, file, faults);
  const { feed } = contract;
  const localPath = run.settings.run.staging === "local" ? localPathOf(run.temporaryFolder, file) : undefined;
  const object = { key: contentKeyOf(file), landedAt: file.objectKey, etag: file.etag, sizeBytes: file.sizeBytes };
  let outcome: InspectionOutcome;
  try {
    outcome = await inspectFile(run.lake, object, contract, { signal, ...(localPath && { saveTo: localPath }) });
  } catch (error) {
    const reason = await blameFile(error, signal, probe);
    if (!(error instanceof LakeError))
      run.log.warn({ err: error, key: file.objectKey, fileId: file.fileId }, "an error that nobody foresaw");
    await failFile(run, file, { reason });
    return { kind: "failed" };
  }
  if (outcome.kind !== "inspected") return { kind: await recordChanged(run, { file, how: outcome.kind }, "read") };
  const { inspection } = outcome;
  if (inspection.faults.length > 0) return invalidate(run, file, inspection.faults);
  return { kind: "inspected", inspected: { file, feed, inspection, localPath } };
}

async function invalidate(run: RunContext, file: FileVersion, faults: readonly FileFault[]): Promise<Verdict> {
  const codes = faults.map(({ code }) => code).join(", ");
  run.log.warn({ key: file.objectKey, fileId: file.fileId, faults }, `${file.objectKey} is invalid: ${codes}`);
  await changeStatus(run.warehouse, {
    fileId: file.fileId,
    to: "Invalid",
    reason: reasonOf(faults),
    archiveState: "due",
    runId: run.runId,
    message: codes,
  });
  return { kind: "invalid" };
}
