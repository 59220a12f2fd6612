import { isUtf8 } from "node:buffer";
import type { Batch } from "@uwdata/flechette";

/** Reads strings as they are: without dropping a byte order mark, or replacing bytes that are not UTF-8. */
export function textReader(batch: Batch<unknown>, name: string): (index: number) => string {
  const { values, offsets } = batch;
  if (!(values instanceof Uint8Array) || offsets === undefined) {
    throw new TypeError(`Column ${name}: the Arrow column has no text`);
  }
  const buffer = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return (index) => {
    const start = Number(offsets[index]);
    const end = Number(offsets[index + 1]);
    const text = buffer.toString("utf8", start, end);
    // A replacement character may be the text's own, or stand for bytes that were lost.
    if (text.includes("\ufffd") && !isUtf8(buffer.subarray(start, end))) {
      throw new TypeError(`Column ${name} holds a string that is not UTF-8. Cast it to BINARY to read its bytes.`);
    }
    return text;
  };
}
