import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** Where generated files go. */
export interface Sink {
  /** Stores the whole content under the key, replacing what was there. Keys are like `raw/sales/sales_data_2025-01-01.csv`. */
  write(key: string, content: Content): Promise<void>;
}

/** Files below a folder; the key is the path. */
export function folderSink(folder: string): Sink {
  return {
    async write(key, content) {
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true });
      await pipeline(Readable.from(content instanceof Uint8Array ? [content] : content), createWriteStream(path));
    },
  };
}

/** Reads everything and keeps nothing, for when only the totals are wanted. */
export const nullSink: Sink = {
  async write(_key, content) {
    if (content instanceof Uint8Array) return;
    for await (const _chunk of content);
  },
};
