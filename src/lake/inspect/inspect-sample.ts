import type { Lake } from "../open-lake.ts";
import { readRange } from "../read-object.ts";
import { etagIdentity } from "./etag-identity.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFormat } from "./file-format.ts";
import { GuardedInspector } from "./guarded-inspector.ts";
import { GunzipSink } from "./gunzip.ts";
import { inspectFooter } from "./inspect-parquet.ts";
import { type TextFormat, textInspector } from "./inspect-text.ts";
import type { ContentFindings, Inspection } from "./inspection.ts";
import { JSON_SAMPLE } from "./limits.ts";
import type { FileToInspect, InspectOptions } from "./read-content.ts";

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
  const head = await readPart(0, sampleBytes);
  const text = wholeLines(compressed ? await unpackedHead(head, sampleBytes) : head);
  if (text === undefined) return undefined;
  // Left by a writer that died, NULs stand at the end in lines of their own, which Spark skips.
  const tail = compressed ? undefined : await readPart(Math.max(sampleBytes, sizeBytes - TAIL_BYTES), sizeBytes);
  if (tail?.includes(0) === true) return undefined;
  const findings = findingsOn(text, format, feed);
  return isEnough(findings, format) ? { ...findings, records: undefined, sha256: etagIdentity(file) } : undefined;
}

function findingsOn(text: Buffer, format: TextFormat["format"], feed: FeedContract): ContentFindings {
  const inspector = new GuardedInspector(textInspector(format, feed));
  inspector.push(text);
  return inspector.end();
}

/** A cut may make a fault of what is none, or a fault may be one; and what Spark cannot read line by line it reads by what the driver knows of all. */
function isEnough(findings: ContentFindings, format: TextFormat["format"]): boolean {
  const { faults, multiline, preambleLines, columns, records } = findings;
  if (faults.length > 0 || multiline || preambleLines > 0) return false;
  if (format === "jsonl") return records >= JSON_SAMPLE.records;
  return records > 0 && columns.filter((name) => name === "").length < 2;
}

/** The text up to the end of its last whole line. */
function wholeLines(text: Buffer): Buffer | undefined {
  const end = text.lastIndexOf("\n");
  return end === -1 ? undefined : text.subarray(0, end + 1);
}

/** What the beginning of a gzip file unpacks to, as far as it is looked at. Spark finds out whether the rest unpacks. */
async function unpackedHead(head: Buffer, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let room = mostBytes;
  const gunzip = new GunzipSink((text) => {
    // A copy: the memory of the piece may be used again.
    if (room > 0) pieces.push(Buffer.from(text.subarray(0, room)));
    room -= text.length;
  });
  try {
    for (let start = 0; start < head.length && room > 0; start += PIECE_BYTES) {
      await gunzip.push(head.subarray(start, start + PIECE_BYTES));
    }
    return Buffer.concat(pieces);
  } finally {
    gunzip.close();
  }
}

const TAIL_BYTES = 1024;

/** So little may unpack to a thousand times as much. */
const PIECE_BYTES = 16 * 1024;
