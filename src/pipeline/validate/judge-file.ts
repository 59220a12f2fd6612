import {
  type FeedContract,
  type FileFault,
  type InspectionOutcome,
  inspectFile,
  judgeName,
  LakeError,
} from "../../lake/index.ts";
import { changeStatus, contentKeyOf, type FileVersion } from "../../warehouse/index.ts";
import type { LakeProbe } from "../context/lake-probe.ts";
import type { RunContext } from "../context/run-context.ts";
import { blameFile } from "./blame.ts";
import { recordChanged } from "./changed-files.ts";
import { failFile } from "./fail-file.ts";
import { reasonOf } from "./file-reason.ts";
import { localPathOf } from "./local-path.ts";
import type { InspectedFile } from "./valid-file.ts";

export type Verdict =
  | { readonly kind: "inspected"; readonly inspected: InspectedFile }
  | { readonly kind: "invalid" | "failed" | "superseded" };

interface Judging {
  /** Whether a sample of the content is enough, where `run.staging` says so. */
  readonly depth: "sample" | "whole";
  readonly contracts: readonly FeedContract[];
  readonly probe: LakeProbe;
  readonly signal: AbortSignal;
}

/** Looks at one new file, and records in the ledger what is wrong with it. */
export async function judgeFile(
  run: RunContext,
  file: FileVersion,
  { contracts, probe, signal, depth }: Judging,
): Promise<Verdict> {
  const { feed: contract, faults } = judgeName(file.objectKey, file.sizeBytes, contracts);
  if (contract === undefined || faults.length > 0) return invalidate(run, file, faults);
  const { feed } = contract;
  const { staging, sampleBytes } = run.settings.run;
  const localPath = staging === "local" ? localPathOf(run.temporaryFolder, file) : undefined;
  const object = { key: contentKeyOf(file), landedAt: file.objectKey, etag: file.etag, sizeBytes: file.sizeBytes };
  let outcome: InspectionOutcome;
  try {
    outcome = await inspectFile(run.lake, object, contract, {
      signal,
      ...(localPath && { saveTo: localPath }),
      ...(staging === "sample" && depth === "sample" && { sampleBytes }),
    });
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
