import { flatTable } from "./flatbuffer.ts";
import {
  DICTIONARY_BATCH,
  type IpcMessage,
  ipcMessages,
  MESSAGE_FIELDS,
  malformed,
  PREFIX_BYTES,
  RECORD_BATCH,
  SCHEMA,
  viewOf,
} from "./ipc-message.ts";

const FILE_MAGIC = "ARROW1";
const END_OF_STREAM = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/** @throws TypeError when the bytes are not an Arrow IPC stream from its first message to its last. */
export function checkStream(bytes: Uint8Array): void {
  if (new TextDecoder().decode(bytes.subarray(0, FILE_MAGIC.length)) === FILE_MAGIC) {
    throw new TypeError("The Arrow data is in the file format. Write it in the IPC stream format instead.");
  }
  if (ipcMessages(bytes)[0]?.kind !== SCHEMA) {
    throw malformed();
  }
}

/**
 * The stream as streams of one record batch each. One with dictionaries stays whole: a later dictionary may replace an
 * earlier one.
 * @throws TypeError when the bytes are not an Arrow IPC stream.
 */
export function splitStream(bytes: Uint8Array): readonly Uint8Array[] {
  const all = ipcMessages(bytes);
  const schema = all.find(({ kind }) => kind === SCHEMA);
  const batches = all.filter(({ kind }) => kind === RECORD_BATCH);
  if (schema === undefined || batches.length < 2 || all.some(({ kind }) => kind === DICTIONARY_BATCH)) {
    return [bytes];
  }
  return batches.map((batch) => Buffer.concat([schema.bytes, batch.bytes, END_OF_STREAM]));
}

/**
 * Each record batch of the stream after the messages that it is read by: the schema, and the dictionaries in force at its
 * place. The schema alone when there is no record batch.
 * @throws TypeError when the bytes are not an Arrow IPC stream.
 */
export function recordBatches(bytes: Uint8Array): readonly (readonly IpcMessage[])[] {
  const [schema, ...rest] = ipcMessages(bytes);
  if (schema?.kind !== SCHEMA) {
    throw malformed();
  }
  const found: (readonly IpcMessage[])[] = [];
  let dictionaries: readonly Dictionary[] = [];
  for (const message of rest) {
    if (message.kind === DICTIONARY_BATCH) {
      const dictionary = dictionaryOf(message);
      dictionaries = [...dictionaries.filter(({ id }) => dictionary.isDelta || id !== dictionary.id), dictionary];
    } else if (message.kind === RECORD_BATCH) {
      found.push([schema, ...dictionaries.map((dictionary) => dictionary.message), message]);
    }
  }
  return found.length === 0 ? [[schema]] : found;
}

interface Dictionary {
  readonly message: IpcMessage;
  readonly id: bigint;
  /** Whether it adds to the values of its id, instead of replacing them. */
  readonly isDelta: boolean;
}

function dictionaryOf(message: IpcMessage): Dictionary {
  const view = viewOf(message.bytes);
  const header = flatTable(view, PREFIX_BYTES)(MESSAGE_FIELDS.header);
  if (header === undefined) {
    throw malformed();
  }
  const batch = flatTable(view, header);
  const [id, isDelta] = [batch(0), batch(2)];
  return {
    message,
    id: id === undefined ? 0n : view.getBigInt64(id, true),
    isDelta: isDelta !== undefined && view.getUint8(isDelta) !== 0,
  };
}
