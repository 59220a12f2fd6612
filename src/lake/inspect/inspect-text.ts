import type { Lake } from "../open-lake.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFormat } from "./file-format.ts";
import { GunzipSink } from "./gunzip.ts";
import { csvInspector } from "./inspect-csv.ts";
import { jsonLinesInspector } from "./inspect-json-lines.ts";
import { type ContentFindings, unreadable } from "./inspection.ts";
import { type FileToInspect, type InspectOptions, readContent } from "./read-content.ts";
import { EncodedTextInspector, type TextInspector } from "./text-inspector.ts";

export interface HashedFindings extends ContentFindings {
  readonly sha256: string;
}

/** Inspects a CSV or JSON-lines file in one pass and constant memory. */
export async function inspectText(
  lake: Lake,
  file: FileToInspect,
  format: TextFormat,
  feed: FeedContract,
  options: InspectOptions,
): Promise<HashedFindings> {
  const content = textContent(format, feed);
  try {
    const sha256 = await readContent(lake, file, options, (piece) => content.push(piece));
    return { ...(await content.end()), sha256 };
  } finally {
    content.close();
  }
}

export interface TextFormat extends FileFormat {
  readonly format: "csv" | "jsonl";
}

/** Takes a file as it is stored, in pieces of any size. */
export interface TextContent {
  push(piece: Buffer): void | Promise<void>;
  end(): Promise<ContentFindings>;
  close(): void;
}

export function textContent({ format, compressed }: TextFormat, feed: FeedContract): TextContent {
  const text = textInspector(format, feed);
  if (!compressed) return { push: (piece) => text.push(piece), end: async () => text.end(), close: () => undefined };
  const gunzip = new GunzipSink((decompressed) => text.push(decompressed));
  return {
    push: (piece) => gunzip.push(piece),
    end: async () => {
      const failure = await gunzip.end();
      // What was found in a part of the text need not be true of the whole.
      return failure === undefined ? text.end() : unreadable({ code: "corrupt_file", detail: failure });
    },
    close: () => gunzip.close(),
  };
}

/** JSON is UTF-8 by its standard, whatever the feed's CSV files are. */
function textInspector(format: TextFormat["format"], feed: FeedContract): TextInspector {
  return format === "csv"
    ? new EncodedTextInspector(feed.csv.encoding, csvInspector(feed))
    : new EncodedTextInspector("UTF-8", jsonLinesInspector(feed));
}
