import { ContentError } from "./content-error.ts";
import { MOST_FOOTER_BYTES } from "./limits.ts";

const MAGIC = "PAR1";
/** Of a file whose footer is encrypted. */
const ENCRYPTED_MAGIC = "PARE";
/** What to do about Parquet's own encryption, of which nobody here has the keys. */
export const IN_PLAIN = "write it in plain, and have S3 encrypt it";
/** The length of the footer, and the magic. */
const TRAILER_BYTES = 8;
/** Most footers are smaller: they come with the first request. */
const FIRST_BYTES = 64 * 1024;

/** Reads a part of a file, from its first byte to one past its last. */
export type ReadPart = (start: number, end: number) => Promise<Buffer>;

/**
 * The bytes of a Parquet file's footer.
 *
 * @throws ContentError if the file has none, or one that is longer than is read; and what `readPart` throws
 */
export async function fetchFooter(sizeBytes: number, readPart: ReadPart): Promise<Buffer> {
  const from = Math.max(0, sizeBytes - FIRST_BYTES);
  const end = await readPart(from, sizeBytes);
  const length = footerLength(end, sizeBytes);
  const start = sizeBytes - TRAILER_BYTES - length;
  if (start >= from) return end.subarray(start - from, end.length - TRAILER_BYTES);
  return readPart(start, sizeBytes - TRAILER_BYTES);
}

function footerLength(end: Buffer, sizeBytes: number): number {
  const magic = end.toString("latin1", Math.max(0, end.length - MAGIC.length));
  if (magic === ENCRYPTED_MAGIC) {
    throw new ContentError(`the file is encrypted; ${IN_PLAIN}`, "unsupported_format");
  }
  if (magic !== MAGIC || end.length < TRAILER_BYTES) {
    throw new ContentError(`the file is no Parquet, or cut off: it does not end in ${MAGIC}`);
  }
  const length = end.readUInt32LE(end.length - TRAILER_BYTES);
  if (length > sizeBytes - TRAILER_BYTES) {
    throw new ContentError(`the Parquet file is cut off: its footer would have ${length} bytes`);
  }
  if (length > MOST_FOOTER_BYTES) {
    throw new ContentError(`the Parquet footer has ${length} bytes; no more than ${MOST_FOOTER_BYTES} are read`);
  }
  return length;
}
