import { gunzipSync } from "node:zlib";
import { parseCsv } from "./csv.ts";
import type { FileRecords } from "./file-record.ts";
import { folderColumns, inFolders } from "./folders.ts";
import { type Forms, pointed } from "./forms.ts";
import { jsonRecord } from "./json-record.ts";
import { missingColumns } from "./missing-columns.ts";
import { parquetRecords } from "./parquet-records.ts";
import { bytesOf, type SourceFile } from "./source-file.ts";

const COLUMNS_FROM_FIRST_RECORDS = 100;

/** The records of a CSV, JSON-lines or Parquet file that must have the columns. */
export async function fileRecords(
  file: SourceFile,
  columns: readonly string[],
  forms: Forms = {},
): Promise<FileRecords> {
  const folders = folderColumns(file.name);
  const needed = columns.filter((column) => !folders.has(column));
  const { faults, records } = await recordsOf(file, needed, forms);
  const first = records.slice(0, COLUMNS_FROM_FIRST_RECORDS);
  const own = new Set(first.flatMap((record) => (typeof record === "string" ? [] : [...record.keys()])));
  return { faults, records: records.map((record) => inFolders(record, folders, own)) };
}

async function recordsOf(file: SourceFile, columns: readonly string[], forms: Forms): Promise<FileRecords> {
  const bytes = await bytesOf(file);
  if (bytes.length === 0) return refused("empty_file");
  if (file.name.endsWith(".parquet")) return parquetRecords(bytes, columns);
  const content = file.name.endsWith(".gz") ? gunzipped(bytes) : bytes;
  if (content === null) return refused("corrupt_file");
  const text = utf8(content);
  if (text === null) return refused("bad_encoding");
  if (text.trim() === "") return refused("empty_file");
  return /\.jsonl(\.gz)?$/.test(file.name) ? jsonLines(text, columns, forms) : csvRecords(text, columns, forms);
}

function csvRecords(text: string, columns: readonly string[], forms: Forms): FileRecords {
  const { records, balanced } = parseCsv(text, forms.delimiter);
  const { nullValues = ["\\N"] } = forms;
  const value = (name: string, written: string | undefined) =>
    written === undefined || nullValues.includes(written) ? null : pointed(name, written, forms);
  if (!balanced) return refused("corrupt_file");
  const [header = [], ...rows] = records;
  if (!columns.some((column) => header.includes(column))) return refused("missing_header");
  const repeated = header.filter((name, index) => header.indexOf(name) !== index);
  const faults = [...missingColumns(header, columns), ...repeated.map((name) => `duplicate_column:${name}`)];
  if (faults.length > 0) return refused(...faults);
  return {
    faults: [],
    records: rows.map((row) =>
      row.length === header.length
        ? new Map(header.map((name, index) => [name, value(name, row[index])]))
        : "wrong_field_count",
    ),
  };
}

function jsonLines(text: string, columns: readonly string[], forms: Forms): FileRecords {
  const records = text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => jsonRecord(line, forms));
  const seen = records
    .slice(0, COLUMNS_FROM_FIRST_RECORDS)
    .flatMap((record) => (typeof record === "string" ? [] : [...record.keys()]));
  const faults = missingColumns(seen, columns);
  return faults.length > 0 ? refused(...faults) : { faults, records };
}

function refused(...faults: readonly string[]): FileRecords {
  return { faults, records: [] };
}

function gunzipped(bytes: Uint8Array): Uint8Array | null {
  try {
    return gunzipSync(bytes);
  } catch {
    return null;
  }
}

/** Without the byte order mark; null if it is not UTF-8. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
