import { type IpcMessage, ipcMessages, SCHEMA } from "./ipc-message.ts";

const END_OF_STREAM = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/**
 * Arrow IPC streams of one schema as one stream, of their batches in order. The bytes of the batches stay as they are.
 *
 * @throws TypeError when one of them is not such a stream
 */
export function joinStreams(streams: readonly Uint8Array[]): Uint8Array {
  const messages = streams.flatMap((stream, index) =>
    ipcMessages(stream).filter(({ kind }) => index === 0 || kind !== SCHEMA),
  );
  return concatenated([...messages.map(({ bytes }: IpcMessage) => bytes), END_OF_STREAM]);
}

/** In memory of its own, which begins at a multiple of 8: readers look at values in place. */
function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
