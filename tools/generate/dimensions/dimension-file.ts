import type { GeneratedFeed, GeneratedFile } from "../dataset.ts";
import { utf8Chunks } from "../files/byte-stream.ts";
import { csvLine } from "../files/csv-line.ts";
import { writeCounted } from "../files/write-counted.ts";
import type { Sink } from "../sink.ts";

/** A CSV file of customers, stores, staff or products. */
export interface DimensionFile {
  readonly key: string;
  readonly feed: GeneratedFeed;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

export async function writeDimensionFile(sink: Sink, file: DimensionFile): Promise<GeneratedFile> {
  const counter = { rows: 0 };
  const bytes = await writeCounted(sink, file.key, utf8Chunks(text(file, counter)));
  return { key: file.key, feed: file.feed, bytes, rows: counter.rows, badRows: [], rejectReasons: {}, fault: null };
}

function* text({ columns, rows }: DimensionFile, counter: { rows: number }): Generator<string> {
  yield `${csvLine(columns)}\n`;
  for (const row of rows) {
    counter.rows++;
    yield `${csvLine(row)}\n`;
  }
}
