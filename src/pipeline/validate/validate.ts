import { type FeedContract, type FileFault, inspectFile, judgeName, mapConcurrent } from "../../lake/index.ts";
import { changeStatus, type FileVersion } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { recordChanged } from "./changed-files.ts";
import { feedContracts, isKnownFeed } from "./feed-contracts.ts";
import { reasonOf } from "./file-reason.ts";
import { localPathOf } from "./local-path.ts";
import { type Duplicate, separateDuplicates } from "./separate-duplicates.ts";
import type { InspectedFile, ValidFile } from "./valid-file.ts";

export interface Validation {
  readonly valid: readonly ValidFile[];
  readonly invalid: number;
  /** Recorded already, except for those of a file of this run: they depend on its commit. */
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
  const contracts = feedContracts(run.settings);
  const { concurrency } = run.settings.run;
  const verdicts = await mapConcurrent(files, { concurrency, signal: run.signal }, (file, signal) =>
    judge(run, file, contracts, signal),
  );
  const inspected = verdicts.filter((verdict) => verdict.kind === "inspected").map((verdict) => verdict.inspected);
  const { valid, duplicates } = await separateDuplicates(run, inspected, again);
  const invalid = verdicts.filter(({ kind }) => kind === "invalid").length;
  run.log.info(
    { valid: valid.length, invalid, duplicates: duplicates.length },
    `validated ${files.length} files: ${valid.length} valid, ${invalid} invalid, ${duplicates.length} duplicates`,
  );
  return { valid, invalid, duplicates };
}

type Verdict =
  | { readonly kind: "inspected"; readonly inspected: InspectedFile }
  | { readonly kind: "invalid" | "gone" };

async function judge(
  run: RunContext,
  file: FileVersion,
  contracts: readonly FeedContract[],
  signal: AbortSignal,
): Promise<Verdict> {
  const named = judgeName(file.objectKey, file.sizeBytes, contracts);
  if (named?.feed === undefined || named.faults.length > 0) return invalidate(run, file, named?.faults ?? []);
  const localPath = run.settings.run.staging === "local" ? localPathOf(run.temporaryFolder, file) : undefined;
  const object = { key: file.objectKey, etag: file.etag, sizeBytes: file.sizeBytes };
  const outcome = await inspectFile(run.lake, object, named.feed, { signal, ...(localPath && { saveTo: localPath }) });
  if (outcome.kind !== "inspected") {
    await recordChanged(run, { file, how: outcome.kind }, "read");
    return { kind: "gone" };
  }
  const { inspection } = outcome;
  if (inspection.faults.length > 0) return invalidate(run, file, inspection.faults);
  const feed = named.feed.feed;
  if (!isKnownFeed(feed)) throw new Error(`There is a contract for ${feed}, which is no feed.`);
  return { kind: "inspected", inspected: { file, feed, inspection, localPath } };
}

async function invalidate(run: RunContext, file: FileVersion, faults: readonly FileFault[]): Promise<Verdict> {
  const codes = faults.map(({ code }) => code).join(", ");
  run.log.warn({ key: file.objectKey, faults }, `${file.objectKey} is invalid: ${codes}`);
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
