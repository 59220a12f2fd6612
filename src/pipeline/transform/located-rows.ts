import { locateRecords, mapConcurrent } from "../../lake/index.ts";
import { col, type DataFrame } from "../../spark-connect/index.ts";
import { contentKeyOf } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { Attempt } from "./attempt.ts";
import type { FileRows } from "./file-rows.ts";

/** A line of `error/rows/`; the names are a contract. */
interface RejectedLine {
  readonly file_id: number;
  readonly object_key: string;
  readonly record_number: number | null;
  readonly reasons: readonly string[];
  readonly raw_record: string;
}

interface RejectedRow {
  readonly file_id: bigint;
  readonly reject_reasons: string;
  readonly raw_record: string;
}

/** The rejected rows of these files, with the number and the text that they have in their file, in its order. */
export async function locatedRows(
  run: RunContext,
  attempt: Attempt,
  rejected: DataFrame,
  files: readonly FileRows[],
): Promise<readonly RejectedLine[]> {
  const ids = files.map(({ source }) => BigInt(source.file.fileId));
  const rows = await rejected
    .filter(col("file_id").isin(...ids))
    .select("file_id", "reject_reasons", "raw_record")
    .collect<RejectedRow>(attempt.action("rejected rows of small files"));
  const { concurrency } = run.settings.run;
  const lines = await mapConcurrent(files, { concurrency, signal: run.signal }, ({ source }, signal) => {
    const own = rows.filter(({ file_id }) => Number(file_id) === source.file.fileId);
    return linesOf(run, source, own, signal);
  });
  return lines.flat();
}

async function linesOf(
  run: RunContext,
  { file, inspection }: FileRows["source"],
  rows: readonly RejectedRow[],
  signal: AbortSignal,
): Promise<readonly RejectedLine[]> {
  const { format, compressed, csv, preambleLines } = inspection;
  const object = { key: contentKeyOf(file), etag: file.etag, sizeBytes: file.sizeBytes };
  const search = { ...object, format, compressed, csv, preambleLines };
  const texts = rows.map(({ raw_record }) => raw_record);
  const located = await locateRecords(run.lake, search, texts, signal);
  return rows
    .map(({ reject_reasons, raw_record }, position) => ({
      file_id: file.fileId,
      object_key: file.objectKey,
      record_number: located[position]?.recordNumber ?? null,
      reasons: reject_reasons.split(","),
      raw_record: located[position]?.text ?? raw_record,
    }))
    .toSorted((a, b) => (a.record_number ?? 0) - (b.record_number ?? 0));
}
