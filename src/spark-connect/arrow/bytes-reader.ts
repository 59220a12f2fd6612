import { isUtf8 } from "node:buffer";
import { type Batch, Type } from "@uwdata/flechette";
import { viewOf } from "./ipc-message.ts";

type Slice = readonly [bytes: Buffer, start: number, end: number];

/** Views of up to this many bytes hold their value themselves. */
const INLINE_BYTES = 12;
const VIEW_BYTES = 16;

/** Reads strings as they are: without dropping a byte order mark, or replacing bytes that are not UTF-8. */
export function textReader(batch: Batch<unknown>, name: string): (index: number) => string {
  const read = sliceReader(batch, name);
  return (index) => {
    const [bytes, start, end] = read(index);
    const text = bytes.toString("utf8", start, end);
    // A replacement character may be the text's own, or stand for bytes that were lost.
    if (text.includes("\ufffd") && !isUtf8(bytes.subarray(start, end))) {
      throw new TypeError(`Column ${name} holds a string that is not UTF-8. Cast it to BINARY to read its bytes.`);
    }
    return text;
  };
}

/** Reads binary values. Copies: a view would keep the whole batch in memory. */
export function bytesReader(batch: Batch<unknown>, name: string): (index: number) => Uint8Array {
  const read = sliceReader(batch, name);
  return (index) => {
    const [bytes, start, end] = read(index);
    return new Uint8Array(bytes.subarray(start, end));
  };
}

/** Finds the bytes of a value, in each of the layouts that Arrow has for them. */
function sliceReader(batch: Batch<unknown>, name: string): (index: number) => Slice {
  const { type, values, offsets } = batch;
  if (!(values instanceof Uint8Array)) {
    throw new TypeError(`Column ${name}: the Arrow column has no bytes`);
  }
  const bytes = bufferOf(values);
  const checked = (buffer: Buffer | undefined, start: number, end: number): Slice => {
    if (buffer === undefined || start < 0 || end < start || end > buffer.length) {
      throw new TypeError(`Column ${name}: a value lies outside the Arrow column`);
    }
    return [buffer, start, end];
  };
  switch (type.typeId) {
    case Type.FixedSizeBinary:
      return (index) => checked(bytes, index * type.stride, (index + 1) * type.stride);
    case Type.Utf8View:
    case Type.BinaryView: {
      const view = viewOf(values);
      const data = dataBuffers(batch);
      return (index) => {
        const at = index * VIEW_BYTES;
        const length = view.getInt32(at, true);
        if (length <= INLINE_BYTES) return checked(bytes, at + 4, at + 4 + length);
        const start = view.getInt32(at + 12, true);
        return checked(data[view.getInt32(at + 8, true)], start, start + length);
      };
    }
    default:
      return (index) => checked(bytes, Number(offsets[index]), Number(offsets[index + 1]));
  }
}

/** Where the values lie that are too long for their view. */
function dataBuffers(batch: Batch<unknown>): readonly Buffer[] {
  const data: unknown = "data" in batch ? batch.data : undefined;
  return Array.isArray(data) ? data.filter((buffer) => buffer instanceof Uint8Array).map(bufferOf) : [];
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
