/** Message kinds of the Arrow IPC format. */
const SCHEMA = 1;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;

const CONTINUATION = 0xffff_ffff;
const FILE_MAGIC = "ARROW1";
const END_OF_STREAM = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

interface Message {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

/** @throws TypeError when the bytes are not an Arrow IPC stream from its first message to its last. */
export function checkStream(bytes: Uint8Array): void {
  if (new TextDecoder().decode(bytes.subarray(0, FILE_MAGIC.length)) === FILE_MAGIC) {
    throw new TypeError("The Arrow data is in the file format. Write it in the IPC stream format instead.");
  }
  if (messages(bytes)[0]?.kind !== SCHEMA) {
    throw malformed();
  }
}

/**
 * The stream as streams of one record batch each. One with dictionaries stays whole: a later dictionary may replace an
 * earlier one.
 * @throws TypeError when the bytes are not an Arrow IPC stream.
 */
export function splitStream(bytes: Uint8Array): readonly Uint8Array[] {
  const all = messages(bytes);
  const schema = all.find(({ kind }) => kind === SCHEMA);
  const batches = all.filter(({ kind }) => kind === RECORD_BATCH);
  if (schema === undefined || batches.length < 2 || all.some(({ kind }) => kind === DICTIONARY_BATCH)) {
    return [bytes];
  }
  return batches.map((batch) => Buffer.concat([schema.bytes, batch.bytes, END_OF_STREAM]));
}

function messages(bytes: Uint8Array): readonly Message[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Message[] = [];
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
      const metadata = at + 8;
      const { kind, bodyLength } = header(view, metadata);
      const end = metadata + metadataLength + bodyLength;
      if (end > bytes.length) {
        throw malformed();
      }
      found.push({ kind, bytes: bytes.subarray(at, end) });
      at = end;
    }
  } catch (error) {
    throw error instanceof RangeError ? malformed() : error;
  }
  return found;
}

/** Reads the two fields that are needed of the flatbuffer table `Message`. */
function header(view: DataView, start: number): { readonly kind: number; readonly bodyLength: number } {
  const table = start + view.getUint32(start, true);
  const fields = table - view.getInt32(table, true);
  const fieldsLength = view.getUint16(fields, true);
  /** Where a field lies; undefined when it has its default. */
  const place = (field: number): number | undefined => {
    const slot = 4 + 2 * field;
    const offset = slot < fieldsLength ? view.getUint16(fields + slot, true) : 0;
    return offset === 0 ? undefined : table + offset;
  };
  const kind = place(1);
  const bodyLength = place(3);
  return {
    kind: kind === undefined ? 0 : view.getUint8(kind),
    bodyLength: bodyLength === undefined ? 0 : Number(view.getBigInt64(bodyLength, true)),
  };
}

function malformed(): TypeError {
  return new TypeError("The Arrow data is not a whole IPC stream. Write it in Arrow's IPC stream format.");
}
