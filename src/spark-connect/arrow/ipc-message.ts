import { type FlatTable, flatTable } from "./flatbuffer.ts";

/** Kinds of messages of the Arrow IPC format. */
export const SCHEMA = 1;
export const DICTIONARY_BATCH = 2;
export const RECORD_BATCH = 3;

const CONTINUATION = 0xffff_ffff;
/** The continuation mark and the length of the metadata. */
export const PREFIX_BYTES = 8;

/** Numbers of the fields of the flatbuffer table `Message`. */
export const MESSAGE_FIELDS = { version: 0, kind: 1, header: 2, bodyLength: 3 } as const;

export interface IpcMessage {
  readonly kind: number;
  /** Prefix, metadata and body. */
  readonly bytes: Uint8Array;
  /** Where the body begins in the bytes. */
  readonly bodyStart: number;
}

/** @throws TypeError when the bytes are not whole messages of an Arrow IPC stream */
export function ipcMessages(bytes: Uint8Array): readonly IpcMessage[] {
  const view = viewOf(bytes);
  const found: IpcMessage[] = [];
  let at = 0;
  try {
    while (at < bytes.length) {
      if (view.getUint32(at, true) !== CONTINUATION) {
        throw malformed();
      }
      const metadataLength = view.getInt32(at + 4, true);
      if (metadataLength === 0) {
        break;
      }
      const bodyStart = at + PREFIX_BYTES + metadataLength;
      const message = flatTable(view, at + PREFIX_BYTES);
      const kind = message(MESSAGE_FIELDS.kind);
      const end = bodyStart + bodyLength(view, message);
      if (end > bytes.length) {
        throw malformed();
      }
      found.push({
        kind: kind === undefined ? 0 : view.getUint8(kind),
        bytes: bytes.subarray(at, end),
        bodyStart: bodyStart - at,
      });
      at = end;
    }
  } catch (error) {
    throw error instanceof RangeError ? malformed() : error;
  }
  return found;
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

export function malformed(): TypeError {
  return new TypeError("The Arrow data is not a whole IPC stream, in Arrow's stream format");
}

function bodyLength(view: DataView, message: FlatTable): number {
  const place = message(MESSAGE_FIELDS.bodyLength);
  return place === undefined ? 0 : Number(view.getBigInt64(place, true));
}
