import { createHash } from "node:crypto";
import type { Lake } from "../open-lake.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFormat } from "./file-format.ts";
import { GuardedInspector } from "./guarded-inspector.ts";
import { GunzipSink } from "./gunzip.ts";
import { CsvInspector } from "./inspect-csv.ts";
import { jsonLinesInspector } from "./inspect-json-lines.ts";
import { type ContentFindings, unreadable } from "./inspection.ts";
import { type FileToInspect, type InspectOptions, readContent } from "./read-content.ts";
import { EncodedTextInspector, type TextInspector } from "./text-inspector.ts";

export interface HashedFindings extends ContentFindings {
  /** Of the content, unpacked where it is gzip, hexadecimal. */
  readonly sha256: string;
  /** Of the stored bytes, where they are gzip. */
  readonly storedSha256?: string;
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
    await readContent(lake, file, options, (piece) => content.push(piece));
    return await content.end();
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
  end(): Promise<HashedFindings>;
  close(): void;
}

export function textContent({ format, compressed }: TextFormat, feed: FeedContract): TextContent {
  const hash = createHash("sha256");
  const inspector = new GuardedInspector(textInspector(format, feed));
  const take = (text: Buffer) => {
    hash.update(text);
    inspector.push(text);
  };
  const hashed = (findings: ContentFindings): HashedFindings => ({ ...findings, sha256: hash.digest("hex") });
  if (!compressed) return { push: take, end: async () => hashed(inspector.end()), close: () => undefined };
  const gunzip = new GunzipSink(take);
  const stored = createHash("sha256");
  return {
    push: (piece) => {
      stored.update(piece);
      return gunzip.push(piece);
    },
    end: async () => {
      const failure = await gunzip.end();
      // What was found in a part of the text need not be true of the whole.
      const findings = failure === undefined ? inspector.end() : unreadable({ code: "corrupt_file", detail: failure });
      return { ...hashed(findings), storedSha256: stored.digest("hex") };
    },
    close: () => gunzip.close(),
  };
}

/** JSON is UTF-8 by its standard, whatever the feed's CSV files are. */
export function textInspector(format: TextFormat["format"], feed: FeedContract): TextInspector {
  return format === "csv"
    ? new EncodedTextInspector(feed.csv.encoding, `feeds.${feed.feed}.encoding`, new CsvInspector(feed))
    : new EncodedTextInspector("UTF-8", "the encoding", jsonLinesInspector(feed));
}
