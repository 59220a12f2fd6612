import { createHash } from "node:crypto";
import { CodedError } from "../../errors/index.ts";
import type { CsvDialect } from "../../feeds/index.ts";
import type { FileFormat } from "../inspect/file-format.ts";
import { GunzipSink } from "../inspect/gunzip.ts";
import type { Lake } from "../open-lake.ts";
import { readObject } from "../read-object.ts";
import { GzipSink } from "./gzip-sink.ts";
import { ObjectWriter } from "./object-writer.ts";
import type { Erasure } from "./record-rule.ts";
import { newTextRewriter } from "./text-rewriter.ts";

/** A text file in S3 and whose data are to be taken out of it. */
export interface ObjectToRewrite {
  readonly key: string;
  readonly etag: string;
  readonly format: FileFormat & { readonly format: "csv" | "jsonl" };
  readonly dialect: CsvDialect;
  readonly erasure: Erasure;
}

/** The content cannot be unpacked, or has no such columns: nobody can tell what is in it. */
export class UnreadableContentError extends CodedError {
  override readonly name = "UnreadableContentError";
  readonly code = "unreadable_content";
  readonly transient = false;
}

/**
 * How many records of an object would be changed or left out.
 *
 * @throws UnreadableContentError, OverlongRecordError
 */
export async function countRecordsOf(lake: Lake, object: ObjectToRewrite, signal?: AbortSignal): Promise<number> {
  return await rewriteText(lake, object, signal, () => undefined);
}

/**
 * Writes the object anew under its key without the person's data; the others' bytes stay as they are. Gzip stays gzip, in one member.
 *
 * @param beforeVisible called with the SHA-256 of the new content, unpacked, before anybody can read it
 */
export async function rewriteObject(
  lake: Lake,
  object: ObjectToRewrite,
  beforeVisible: (sha256: string) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const digest = createHash("sha256");
  const writer = new ObjectWriter(lake, object.key, signal);
  const gzip = object.format.compressed ? new GzipSink() : undefined;
  try {
    await rewriteText(lake, object, signal, async (text) => {
      digest.update(text);
      await writer.write(gzip === undefined ? text : await gzip.push(text));
    });
    if (gzip !== undefined) await writer.write(await gzip.end());
    await beforeVisible(digest.digest("hex"));
    await writer.complete();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

async function rewriteText(
  lake: Lake,
  { key, etag, format, dialect, erasure }: ObjectToRewrite,
  signal: AbortSignal | undefined,
  onText: (text: Buffer) => Promise<void> | undefined,
): Promise<number> {
  const rewriter = newTextRewriter(format.format, dialect, erasure);
  let unpacked: Buffer[] = [];
  const gunzip = format.compressed ? new GunzipSink((text) => void unpacked.push(text)) : undefined;
  try {
    for await (const piece of readObject(lake, key, { etag, signal })) {
      if (gunzip === undefined) unpacked = [piece];
      else await gunzip.push(piece);
      const texts = unpacked;
      unpacked = [];
      for (const text of texts) await onText(Buffer.from(rewriter.push(text), "latin1"));
    }
    const failure = await gunzip?.end();
    if (failure !== undefined) throw new UnreadableContentError(failure);
    for (const text of unpacked) await onText(Buffer.from(rewriter.push(text), "latin1"));
    await onText(Buffer.from(rewriter.end(), "latin1"));
  } finally {
    gunzip?.close();
  }
  if (rewriter.isBlind) throw new UnreadableContentError(`its header has no column ${erasure.column}`);
  return rewriter.changed;
}
