import { dimensionOf } from "../../job/index.ts";
import { isEtagIdentity } from "../../lake/index.ts";
import {
  changeStatus,
  type FileVersion,
  findLiveByKeys,
  findLiveBySha,
  findNewestLive,
} from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { identityOfContents } from "./content-identity.ts";
import { byContent, digestsOf } from "./packed-digests.ts";
import { type NewContents, separateContents } from "./separate-contents.ts";
import { type Duplicate, type InspectedFile, isOfOtherFolder } from "./valid-file.ts";

interface Separated {
  /** What a batch has to make true. */
  readonly contents: NewContents;
  /** Duplicates that are recorded already. */
  readonly duplicates: readonly Duplicate[];
}

/**
 * Records the files whose content counts already and that change nothing of what counts. All others are for the batch: what they
 * are is settled in its commit, together with what they supersede.
 *
 * @param again keys that are replayed: the content that counts there is read anew, and corrects itself
 */
export async function separateDuplicates(
  run: RunContext,
  inspected: readonly InspectedFile[],
  again: ReadonlySet<string> = new Set(),
): Promise<Separated> {
  const keys = inspected.map(({ file }) => file.objectKey);
  const liveAtKey = await findLiveByKeys(run.warehouse, run.lake.bucket, keys);
  const live = [...(await findLiveBySha(run.warehouse, digestsOf(inspected))).values()].flat();
  const withDigest = byContent(inspected);
  const contents: NewContents = {
    files: inspected,
    liveAtKey: new Map([...liveAtKey].map(([key, version]) => [key, withDigest(version)])),
    live: (await inForce(run, live)).map(withDigest),
    again,
    identity: identityOfContents(run),
  };
  const lasting = new Set(contents.live.map(({ fileId }) => fileId));
  // Their originals stay in force whatever becomes of the batch: a file that fails only leaves more in force.
  const duplicates = separateContents(contents).duplicates.filter(
    ({ original, corrects }) => corrects === undefined && lasting.has(original.fileId),
  );
  for (const duplicate of duplicates) await recordDuplicate(run, duplicate);
  const recorded = new Set(duplicates.map(({ file }) => file.fileId));
  const files = inspected.filter(({ file }) => !recorded.has(file.fileId));
  return { contents: { ...contents, files }, duplicates };
}

/** Rows of a dimension hold until a later file brings others: to bring an older file's content again is to bring it back. */
async function inForce({ warehouse, job }: RunContext, live: readonly FileVersion[]): Promise<readonly FileVersion[]> {
  const isMerged = ({ feed }: FileVersion) => dimensionOf(job, feed) !== undefined;
  if (!live.some(isMerged)) return live;
  const newest = await findNewestLive(
    warehouse,
    job.dimensions.map(({ name }) => name),
  );
  return live.filter((version) => !isMerged(version) || newest.has(version.fileId));
}

/** What the ledger says of a duplicate. */
export function verdictOn({ inspection, original }: Duplicate) {
  const { sha256 } = inspection;
  const reason = `same content as ${original.objectKey} (file ${original.fileId})`;
  return { sha256, reason, message: `${isEtagIdentity(sha256) ? sha256 : `SHA-256 ${sha256}`} counts already` };
}

export function logDuplicate(run: Pick<RunContext, "log">, duplicate: Duplicate): void {
  const { file, original } = duplicate;
  const { reason } = verdictOn(duplicate);
  const fields = { key: file.objectKey, fileId: file.fileId, of: original.objectKey };
  const said = `${file.objectKey} is a duplicate: ${reason}`;
  if (!isOfOtherFolder(duplicate)) run.log.info(fields, said);
  else run.log.warn(fields, `${said}. If both should count, set feeds.${file.feed}.duplicates to key.`);
}

async function recordDuplicate(run: RunContext, duplicate: Duplicate): Promise<void> {
  logDuplicate(run, duplicate);
  await changeStatus(run.warehouse, {
    fileId: duplicate.file.fileId,
    to: "Duplicate",
    archiveState: "due",
    runId: run.runId,
    ...verdictOn(duplicate),
  });
}
