import type { CsvDialect } from "../../feeds/index.ts";
import { LakeError } from "../lake-error.ts";
import type { Lake } from "../open-lake.ts";
import { readObject } from "../read-object.ts";
import { fieldsOf } from "./csv-header.ts";
import { decoded } from "./decoded.ts";
import type { FileFormat } from "./file-format.ts";
import { GunzipSink } from "./gunzip.ts";
import type { FileToInspect } from "./read-content.ts";
import { RecordScanner } from "./record-scanner.ts";
import { csvSyntax, JSON_LINES_SYNTAX } from "./record-syntax.ts";

export interface FileToSearch extends FileToInspect, FileFormat {
  readonly csv: CsvDialect;
  /** Lines before the header of CSV. */
  readonly preambleLines: number;
}

export interface LocatedRecord {
  /** Counted from 1, without the header and blank lines. */
  readonly recordNumber: number;
  /** As it is written in the file, without its line end. */
  readonly text: string;
}

/** What is kept of the text while it is searched. */
const MOST_TEXT_BYTES = 64 * 1024 * 1024;

/**
 * Finds the records of a CSV or JSON-lines file that have these texts; a CSV record may be written in another way, as long
 * as its fields are equal. A text that occurs n times finds n records in their order; where the file has more or fewer of
 * them than there are texts, nothing tells which are meant, and none is found. Nor is any if the file cannot be read.
 */
export async function locateRecords(
  lake: Lake,
  file: FileToSearch,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<readonly (LocatedRecord | undefined)[]> {
  const records = await recordsOf(lake, file, signal);
  const keyOf = file.format === "csv" ? (text: string) => csvKey(text, file.csv) : (text: string) => text;
  const wanted = Map.groupBy(texts.keys(), (position) => keyOf(texts[position] ?? ""));
  const found = new Map<string, LocatedRecord[]>();
  for (const [index, text] of records.entries()) {
    const key = keyOf(text);
    if (!wanted.has(key)) continue;
    const same = found.get(key);
    if (same === undefined) found.set(key, [{ recordNumber: index + 1, text }]);
    else same.push({ recordNumber: index + 1, text });
  }
  const located: (LocatedRecord | undefined)[] = texts.map(() => undefined);
  for (const [key, positions] of wanted) {
    const same = found.get(key) ?? [];
    if (same.length !== positions.length) continue;
    for (const [nth, position] of positions.entries()) located[position] = same[nth];
  }
  return located;
}

async function recordsOf(lake: Lake, file: FileToSearch, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const keep = { records: Number.POSITIVE_INFINITY, bytes: MOST_TEXT_BYTES };
  const scanner = new RecordScanner(file.format === "csv" ? csvSyntax(file.csv) : JSON_LINES_SYNTAX, keep);
  const gunzip = file.compressed ? new GunzipSink((text) => scanner.push(text)) : undefined;
  try {
    for await (const piece of readObject(lake, file.key, { etag: file.etag, signal })) {
      if (gunzip === undefined) scanner.push(piece);
      else await gunzip.push(piece);
    }
    await gunzip?.end();
  } catch (error) {
    if (error instanceof LakeError && error.mayBeOfObject) return [];
    throw error;
  } finally {
    gunzip?.close();
  }
  const encoding = file.format === "csv" ? file.csv.encoding : "UTF-8";
  const records = scanner.end().first.map((record) => decoded(record, encoding).replace(/(\r\n|\r|\n)$/, ""));
  return file.format === "csv"
    ? records.slice(file.preambleLines + 1)
    : records.map((record) => record.replace(/^\ufeff/, ""));
}

/** Equal for records of equal fields; Spark trims the fields, leaves out nulls and writes line breaks in its own way. */
function csvKey(text: string, dialect: CsvDialect): string {
  const nulls = new Set(dialect.nullValues);
  const fields = fieldsOf(text, dialect).map((field) => field.trim().replaceAll(/\r\n|\r/g, "\n"));
  return JSON.stringify(fields.map((field) => (nulls.has(field) ? "" : field)));
}
