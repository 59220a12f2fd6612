import type { Lake } from "../open-lake.ts";
import { readObject, readRange } from "../read-object.ts";
import { etagIdentity } from "./etag-identity.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFormat } from "./file-format.ts";
import { GuardedInspector } from "./guarded-inspector.ts";
import { inspectFooter } from "./inspect-parquet.ts";
import { type TextFormat, textInspector } from "./inspect-text.ts";
import type { ContentFindings, Inspection } from "./inspection.ts";
import { JSON_SAMPLE } from "./limits.ts";
import type { FileToInspect, InspectOptions } from "./read-content.ts";
import { unpackHead } from "./unpack-head.ts";
import { WholeLines } from "./whole-lines.ts";

/** What a part of a file says of the whole. */
export type SampledFindings = Omit<ContentFindings, "records"> & Pick<Inspection, "records" | "sha256">;

/**
 * Inspects a Parquet file by its footer and a text by its head and its last bytes, as long as that tells how the whole is to be read. Then nothing was
 * found to be wrong, and whether anything is in the rest of a text is for Spark to see (`src/records/doubtful-content.ts`).
 *
 * @returns undefined for a file that has to be inspected as a whole
 */
export async function inspectSample(
  lake: Lake,
  file: FileToInspect,
  { format, compressed }: FileFormat,
  feed: FeedContract,
  { sampleBytes, signal }: InspectOptions,
): Promise<SampledFindings | undefined> {
  const { key, etag, sizeBytes } = file;
  if (sampleBytes === undefined || sizeBytes <= sampleBytes) return undefined;
  const readPart = (start: number, end: number) => readRange(lake, key, { etag, start, end, signal });
  if (format === "parquet") return { ...(await inspectFooter(sizeBytes, readPart, feed)), sha256: etagIdentity(file) };
  const inspector = new GuardedInspector(textInspector(format, feed));
  const lines = new WholeLines((text) => inspector.push(text));
  const head = readObject(lake, key, { etag, end: sampleBytes, signal });
  if (compressed) await unpackHead(head, sampleBytes, (text) => lines.push(text));
  else for await (const piece of head) lines.push(piece);
  if (!lines.hasAny) return undefined;
  // Left by a writer that died, NULs stand at the end in lines of their own, which Spark skips.
  const tail = compressed ? undefined : await readPart(Math.max(sampleBytes, sizeBytes - TAIL_BYTES), sizeBytes);
  if (tail?.includes(0) === true) return undefined;
  const findings = inspector.end();
  return isEnough(findings, format) ? { ...findings, records: undefined, sha256: etagIdentity(file) } : undefined;
}

/** A cut may make a fault of what is none, or a fault may be one; and what Spark cannot read line by line it reads by what the driver knows of all. */
function isEnough(findings: ContentFindings, format: TextFormat["format"]): boolean {
  const { faults, multiline, preambleLines, columns, records } = findings;
  if (faults.length > 0 || multiline || preambleLines > 0) return false;
  if (format === "jsonl") return records >= JSON_SAMPLE.records;
  return records > 0 && columns.filter((name) => name === "").length < 2;
}

const TAIL_BYTES = 1024;
