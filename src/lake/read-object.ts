import { Readable } from "node:stream";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { pieceHasPassed } from "./collect-pieces.ts";
import { LakeError, targetIn } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

export interface ReadOptions {
  /** Only this version of the object is read. */
  readonly etag: string;
  /** First byte; 0 when absent. */
  readonly start?: number;
  /** One past the last byte; the object's end when absent. */
  readonly end?: number;
  readonly signal?: AbortSignal | undefined;
}

/** A connection that was cut is taken up again as long as each attempt brings bytes. */
const FRUITLESS_ATTEMPTS = 5;

/**
 * The content of one version of an object, or a part of it, as it arrives. A cut connection is resumed where it broke.
 *
 * @throws LakeError object_gone, object_replaced, damaged_content (after the last byte) and others
 */
export async function* readObject(
  lake: Lake,
  key: string,
  { etag, start = 0, end, signal }: ReadOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const target = targetIn(lake, "s3:GetObject", key);
  let position = start;
  for (let fruitless = 0; ; ) {
    const before = position;
    const { body, sizeBytes } = await openBody(lake, key, {
      etag,
      start: position,
      signal,
      ...(end === undefined ? {} : { end }),
    });
    const last = end ?? position + sizeBytes;
    try {
      for await (const chunk of body) {
        if (!Buffer.isBuffer(chunk)) throw new TypeError(`expected bytes of ${key}, got ${typeof chunk}`);
        yield chunk;
        position += chunk.length;
        pieceHasPassed(chunk.length);
      }
      if (position >= last) return;
      throw new LakeError("connection_lost", target, `the content ended after ${position} of ${last} bytes`);
    } catch (error) {
      signal?.throwIfAborted();
      const fault = LakeError.fromSdk(error, target);
      // Which of the bytes are wrong nobody knows, and the caller has them.
      if (fault.code === "damaged_content") throw fault;
      if (fault.transient && position >= last) return;
      fruitless = position > before ? 0 : fruitless + 1;
      if (!fault.transient || fruitless === FRUITLESS_ATTEMPTS) throw fault;
    } finally {
      body.destroy();
    }
  }
}

/** The bytes of a part of one version of an object. */
export async function readRange(lake: Lake, key: string, options: ReadOptions): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(readObject(lake, key, options)));
}

async function openBody(lake: Lake, key: string, { etag, start = 0, end, signal }: ReadOptions) {
  const Range = start === 0 && end === undefined ? undefined : `bytes=${start}-${end === undefined ? "" : end - 1}`;
  const { Body, ContentLength } = await request(lake, { key, action: "s3:GetObject", signal }, (options) =>
    lake.client.send(new GetObjectCommand({ Bucket: lake.bucket, Key: key, IfMatch: etag, Range }), options),
  );
  if (!(Body instanceof Readable)) throw new TypeError(`expected a stream of ${key}`);
  return { body: Body, sizeBytes: ContentLength ?? 0 };
}
