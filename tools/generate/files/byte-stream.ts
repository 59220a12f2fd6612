import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

const CHUNK_CHARACTERS = 64 * 1024;

/** Text as UTF-8 in chunks of about 64 KiB, so that memory does not grow with the file. */
export async function* utf8Chunks(text: Iterable<string>): AsyncGenerator<Uint8Array> {
  let pending = "";
  for (const part of text) {
    pending += part;
    if (pending.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(pending, "utf8");
    pending = "";
  }
  if (pending !== "") yield Buffer.from(pending, "utf8");
}

/** The bytes compressed. Equal input gives equal output: Node writes no time into the gzip header. */
export async function* gzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gzip = createGzip();
  const fed = pipeline(Readable.from(bytes), gzip);
  // Without a handler a failed source would end the process before the loop below reports it.
  fed.catch(() => {});
  yield* gzip;
  await fed;
}
