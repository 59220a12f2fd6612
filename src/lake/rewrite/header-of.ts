import type { CsvDialect } from "../../feeds/index.ts";
import { headObject } from "../head-object.ts";
import { headerNames } from "../inspect/csv-header.ts";
import { isGzip } from "../inspect/file-format.ts";
import { GunzipSink } from "../inspect/gunzip.ts";
import { MOST_HEADER_BYTES } from "../inspect/limits.ts";
import { csvSyntax } from "../inspect/record-syntax.ts";
import type { Lake } from "../open-lake.ts";
import { readObject } from "../read-object.ts";
import { RecordSplitter } from "./record-splitter.ts";
import { textStart } from "./text-start.ts";

/** The names of a CSV file's columns, or undefined if there is no such object or no header at its start. */
export async function headerOf(
  lake: Lake,
  key: string,
  dialect: CsvDialect,
  signal?: AbortSignal,
): Promise<readonly string[] | undefined> {
  const present = await headObject(lake, key, signal);
  if (present === undefined) return undefined;
  const start = await startOf(lake, { key, etag: present.etag }, signal);
  const { skipped, dialect: own } = textStart(start, dialect);
  const splitter = new RecordSplitter(csvSyntax(own));
  const records = [...splitter.push(start.subarray(skipped)), ...splitter.end()];
  const first = records.find(({ isBlank }) => !isBlank);
  return first && headerNames(Buffer.from(first.text, "latin1"), own);
}

async function startOf(lake: Lake, object: { readonly key: string; readonly etag: string }, signal?: AbortSignal) {
  const parts: Buffer[] = [];
  let bytes = 0;
  const take = (part: Buffer) => {
    parts.push(part);
    bytes += part.length;
  };
  const gunzip = isGzip(object.key) ? new GunzipSink(take) : undefined;
  try {
    for await (const piece of readObject(lake, object.key, { etag: object.etag, signal })) {
      if (gunzip === undefined) take(piece);
      else await gunzip.push(piece);
      if (bytes > MOST_HEADER_BYTES) break;
    }
  } finally {
    gunzip?.close();
  }
  return Buffer.concat(parts);
}
