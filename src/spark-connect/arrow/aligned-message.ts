import { flatTable, flatVector } from "./flatbuffer.ts";
import {
  DICTIONARY_BATCH,
  type IpcMessage,
  MESSAGE_FIELDS,
  malformed,
  PREFIX_BYTES,
  RECORD_BATCH,
  viewOf,
} from "./ipc-message.ts";

/** The largest unit in which the buffers are read in place. */
const ALIGNMENT = 8;
/** Version 4 of the metadata, since which a buffer is described by its offset and its length. */
const VERSION_4 = 3;
const BUFFER_BYTES = 16;

/**
 * The message with each buffer of its body at an address that is a multiple of 8: as it is where they lie so, else a copy.
 * A response may hold the message at any address, whatever the writer did.
 * @throws TypeError when a buffer lies outside the body
 */
export function alignedMessage(message: IpcMessage): Uint8Array {
  if (message.kind !== RECORD_BATCH && message.kind !== DICTIONARY_BATCH) {
    return message.bytes;
  }
  const { bytes } = message;
  const buffers = buffersOf(message);
  const isAligned = buffers.every(({ start }) => (bytes.byteOffset + start) % ALIGNMENT === 0 && start <= bytes.length);
  return isAligned ? bytes : realigned(message, buffers);
}

interface BodyBuffer {
  /** Where its offset and its length stand. */
  readonly description: number;
  readonly start: number;
  readonly length: number;
}

function realigned(message: IpcMessage, buffers: readonly BodyBuffer[]): Uint8Array {
  const bodyStart = roundUp(message.bodyStart);
  let end = bodyStart;
  const starts = buffers.map(({ length }) => {
    const start = length === 0 ? bodyStart : end;
    end = roundUp(end + length);
    return start;
  });

  const bytes = new Uint8Array(end);
  bytes.set(message.bytes.subarray(0, message.bodyStart));
  const view = viewOf(bytes);
  view.setInt32(4, bodyStart - PREFIX_BYTES, true);
  const bodyLength = flatTable(view, PREFIX_BYTES)(MESSAGE_FIELDS.bodyLength);
  if (bodyLength !== undefined) {
    view.setBigInt64(bodyLength, BigInt(end - bodyStart), true);
  }
  for (const [index, { description, start, length }] of buffers.entries()) {
    const newStart = starts[index] ?? bodyStart;
    bytes.set(message.bytes.subarray(start, start + length), newStart);
    view.setBigInt64(description, BigInt(newStart - bodyStart), true);
  }
  return bytes;
}

function buffersOf({ kind, bytes, bodyStart }: IpcMessage): readonly BodyBuffer[] {
  const view = viewOf(bytes);
  const message = flatTable(view, PREFIX_BYTES);
  const [version, header] = [message(MESSAGE_FIELDS.version), message(MESSAGE_FIELDS.header)];
  if (header === undefined || version === undefined || view.getInt16(version, true) < VERSION_4) {
    throw malformed();
  }
  const batch = kind === DICTIONARY_BATCH ? flatTable(view, header)(1) : header;
  const buffers = batch === undefined ? undefined : flatTable(view, batch)(2);
  if (buffers === undefined) {
    return [];
  }
  return flatVector(view, buffers, BUFFER_BYTES).map((description) => {
    const start = bodyStart + Number(view.getBigInt64(description, true));
    const length = Number(view.getBigInt64(description + 8, true));
    if (length < 0 || start < bodyStart || (length > 0 && start + length > bytes.length)) {
      throw malformed();
    }
    return { description, start, length };
  });
}

function roundUp(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
