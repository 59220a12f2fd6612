import { type GeneratedFile, tally } from "../dataset.ts";
import { type BadRowKind, reasonsFor, type SalesLine } from "../sales/bad-rows.ts";
import type { Sink } from "../sink.ts";
import { gzipped, utf8Chunks } from "./byte-stream.ts";
import type { FileStyle } from "./file-style.ts";
import { parquetBytes } from "./parquet-bytes.ts";
import { salesText } from "./sales-lines.ts";
import { writeCounted } from "./write-counted.ts";

interface SalesFileContent {
  readonly key: string;
  readonly style: FileStyle;
  readonly lines: Iterable<SalesLine>;
  /** The kinds of the bad rows among the lines. */
  readonly badRows: readonly BadRowKind[];
}

export async function writeSalesFile(sink: Sink, file: SalesFileContent): Promise<GeneratedFile> {
  const counter = { rows: 0 };
  const text = utf8Chunks(salesText(file.style, counted(file.lines, counter)));
  const written = await writeCounted(sink, file.key, encoded(file.style, text));
  return {
    key: file.key,
    feed: "sales",
    bytes: written,
    rows: counter.rows,
    badRows: file.badRows,
    rejectReasons: tally(file.badRows.flatMap((kind) => reasonsFor(kind, file.style.format))),
    fault: null,
  };
}

function encoded({ format, gzip }: FileStyle, text: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (format === "parquet") return parquetBytes(text);
  return gzip ? gzipped(text) : text;
}

function* counted(lines: Iterable<SalesLine>, counter: { rows: number }): Generator<SalesLine> {
  for (const line of lines) {
    counter.rows++;
    yield line;
  }
}
