import type { Lake } from "../open-lake.ts";
import { readObject } from "../read-object.ts";
import { startLocalCopy } from "./local-copy.ts";

export interface FileToInspect {
  readonly key: string;
  /** Its name and folders say more of its rows. @default `key` */
  readonly landedAt?: string;
  readonly etag: string;
  readonly sizeBytes: number;
}

export interface InspectOptions {
  /** Also store the content, as it is, in this local file. */
  readonly saveTo?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Of a larger file no more than this is read, and its footer if it is Parquet, as long as that tells enough. @default all of it */
  readonly sampleBytes?: number | undefined;
}

/** Reads a file once, from its start to its end. */
export async function readContent(
  lake: Lake,
  { key, etag }: FileToInspect,
  { saveTo, signal }: InspectOptions,
  onPiece: (piece: Buffer) => void | Promise<void>,
): Promise<void> {
  const copy = saveTo === undefined ? undefined : await startLocalCopy(saveTo);
  try {
    for await (const piece of readObject(lake, key, { etag, signal })) {
      await copy?.write(piece);
      await onPiece(piece);
    }
    await copy?.complete();
  } finally {
    await copy?.discard();
  }
}
