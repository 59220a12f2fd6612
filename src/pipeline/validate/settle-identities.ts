import { contentDigests, type Digests, headObject, isEtagIdentity, mapConcurrent } from "../../lake/index.ts";
import { contentKeyOf, type FileVersion, findLiveOfSizes, originalContents } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { failFile } from "./fail-file.ts";
import { ToldApart } from "./told-apart.ts";
import type { InspectedFile } from "./valid-file.ts";

interface Identities {
  readonly identified: readonly InspectedFile[];
  /** Files that are Failed, because nobody can tell whether their content counts already. */
  readonly unclear: number;
}

/**
 * Gives equal contents one identity where one of them was not read as a whole (`staging: sample`), so that none counts twice.
 *
 * What the store says tells equal contents apart from others only where it is the same: an object that was uploaded in parts, or encrypted,
 * has another ETag each time. So files of one size are compared by their content, unless their ETags are equal already or their checksums differ.
 */
export async function settleIdentities(run: RunContext, files: readonly InspectedFile[]): Promise<Identities> {
  const isSampling = files.some(isSampled);
  const sizes = files.map(({ file }) => file.sizeBytes);
  const live = await findLiveOfSizes(run.warehouse, sizes, isSampling ? "all" : "sampled");
  if (!isSampling && live.length === 0) return { identified: files, unclear: 0 };
  const options = { concurrency: run.settings.run.concurrency, signal: run.signal };
  const others = { live, files, told: new ToldApart(run) };
  const settled = await mapConcurrent(files, options, (found) => settle(run, found, others));
  const identified = settled.filter((one) => one !== undefined);
  return { identified, unclear: files.length - identified.length };
}

interface Others {
  readonly live: readonly FileVersion[];
  readonly files: readonly InspectedFile[];
  readonly told: ToldApart;
}

async function settle(run: RunContext, found: InspectedFile, others: Others): Promise<InspectedFile | undefined> {
  const { file } = found;
  const alike = others.live.filter(
    (other) => isAlike(file, other) && (isSampled(found) || isEtagIdentity(other.sha256)),
  );
  const same = alike.find(({ etag }) => etag === file.etag);
  if (same !== undefined) return withIdentity(found, same.sha256);
  const alikeFresh = others.files.filter(
    (other) => isAlike(file, other.file) && other.file.etag !== file.etag && (isSampled(found) || isSampled(other)),
  );
  const live = await others.told.possiblyEqual(file, alike);
  const fresh = await others.told.possiblyEqual(
    file,
    alikeFresh.map((other) => other.file),
  );
  if (live.length + fresh.length === 0) return found;
  const digests = isSampled(found) ? await digestsAt(run, contentKeyOf(file), file.etag) : digestsOf(found);
  // Replaced meanwhile: the commit finds that out.
  if (digests === undefined) return found;
  for (const other of live) {
    const known = isEtagIdentity(other.sha256) ? await keptDigest(run, other) : other.sha256;
    // Ledgers of earlier versions hold the digest of a gzip file's stored bytes.
    if (known === digests.unpacked || known === digests.stored) return withIdentity(found, other.sha256);
    if (known === undefined && other.objectKey !== file.objectKey) {
      const reason = `whether it has the content of ${other.objectKey} (file ${other.fileId}), which has the same size and counts, cannot be told: that one is not kept as it was`;
      await failFile(run, file, { reason });
      return undefined;
    }
  }
  return withIdentity(found, digests.unpacked);
}

function isSampled({ inspection }: InspectedFile): boolean {
  return isEtagIdentity(inspection.sha256);
}

function isAlike(file: FileVersion, other: FileVersion): boolean {
  return file.fileId !== other.fileId && file.feed === other.feed && file.sizeBytes === other.sizeBytes;
}

function withIdentity(found: InspectedFile, sha256: string | null): InspectedFile {
  return sha256 === null ? found : { ...found, inspection: { ...found.inspection, sha256 } };
}

/** Of what is kept of a file, if it is what was uploaded. */
async function keptDigest(run: RunContext, file: FileVersion): Promise<string | undefined> {
  const key = contentKeyOf(file);
  const kept = await headObject(run.lake, key, run.signal);
  if (kept === undefined || (key === file.objectKey && kept.etag !== file.etag)) return undefined;
  const digests = await digestsAt(run, key, kept.etag);
  if (digests === undefined) return undefined;
  const rewritten = await originalContents(run.warehouse, [digests.unpacked, digests.stored]);
  return rewritten.size > 0 ? undefined : digests.unpacked;
}

function digestsOf({ inspection: { sha256, storedSha256 = sha256 } }: InspectedFile): Digests {
  return { unpacked: sha256, stored: storedSha256 };
}

function digestsAt(run: RunContext, key: string, etag: string): Promise<Digests | undefined> {
  return contentDigests(run.lake, { key, etag }, run.signal);
}
