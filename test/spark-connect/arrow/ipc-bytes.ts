import { Batch, Column, type DataType, field, Table, tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { ipcMessages } from "../../../src/spark-connect/arrow/ipc-message.ts";

export const END_OF_STREAM = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

type Buffers = Omit<ConstructorParameters<typeof Batch>[0], "type" | "nullCount">;

/** A batch of one column by its buffers, for layouts that the encoder has no builder for. */
export function columnOf(type: DataType, { data, ...buffers }: Buffers & { readonly data?: readonly Uint8Array[] }) {
  const validity = buffers.validity ?? new Uint8Array(0);
  const nullCount = buffers.validity === undefined ? 0 : buffers.length - bits(buffers.validity);
  return Object.assign(new Batch({ ...buffers, validity, nullCount, type }), data === undefined ? {} : { data });
}

/** The stream of one record batch with the column `c`. */
export function streamOfColumn(batch: Batch<unknown>): Uint8Array {
  return encoded(new Table({ fields: [field("c", batch.type)] }, [new Column([batch])]));
}

/** The stream of one record batch with the column `c` of these values. */
export function streamOfValues(type: DataType, values: readonly unknown[]): Uint8Array {
  return encoded(tableFromArrays({ c: [...values] }, { types: { c: type }, useBigInt: true }));
}

function encoded(table: Table): Uint8Array {
  const bytes = tableToIPC(table, { format: "stream" });
  if (bytes === null) throw new Error("Encoding to memory gave no bytes");
  return bytes;
}

/** The stream within a larger message, at this distance from an address that is a multiple of 8. */
export function at(offset: number, stream: Uint8Array): Uint8Array {
  const message = new Uint8Array(stream.length + offset);
  message.set(stream, offset);
  return message.subarray(offset);
}

/** The stream with the metadata of each message longer by some bytes, so that all bodies begin where no value may begin. */
export function shifted(bytes: number, stream: Uint8Array): Uint8Array {
  const messages = ipcMessages(stream).map((message) => {
    const metadata = Buffer.from(message.bytes.subarray(0, message.bodyStart));
    metadata.writeInt32LE(metadata.readInt32LE(4) + bytes, 4);
    return Buffer.concat([metadata, new Uint8Array(bytes), message.bytes.subarray(message.bodyStart)]);
  });
  return Buffer.concat([...messages, END_OF_STREAM]);
}

function bits(bitmap: Uint8Array): number {
  return bitmap.reduce((count, byte) => count + byte.toString(2).replaceAll("0", "").length, 0);
}
