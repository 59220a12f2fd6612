import { MONTH } from "../../job/index.ts";
import { chunks } from "../chunks.ts";
import type { WatchedChanges } from "../commit/watched-changes.ts";
import { fitText } from "../fit-text.ts";
import { decimal, integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** A watched value that a batch moved, as it is kept for `report`. */
export interface KeptChange {
  readonly mart: string;
  readonly column: string;
  /** How many of the mart the batch moved in all: only the first are kept. */
  readonly moved: number;
  /** Whose it is and where, in the mart's own words. */
  readonly belongsTo: string;
  /** yyyy-MM */
  readonly month: string;
  /** Exact, two decimals. */
  readonly before: string;
  readonly after: string;
}

/** A file of the batch by which a month changed. */
export interface MonthCause {
  readonly month: string;
  readonly fileId: number;
  readonly objectKey: string;
  /** `Superseded` where the batch took its sales out of the month. */
  readonly became: string;
}

const INSERT = `
  INSERT INTO batch_watched_changes
    (batch_id, mart, position, watched_column, moved, belongs_to, sales_month, value_before, value_after)
  VALUES ?`;

const OF_BATCH = `
  SELECT mart, watched_column, moved, belongs_to, sales_month, value_before, value_after
  FROM batch_watched_changes
  WHERE batch_id = ?
  ORDER BY mart, position`;

const CAUSES = `
  SELECT DISTINCT m.sales_month, f.file_id, f.object_key, e.to_status
  FROM staging_file_events e
  JOIN staging_files f ON f.file_id = e.file_id
  JOIN staging_file_months m ON m.file_id = e.file_id
  WHERE e.run_id = ? AND e.batch_id = ? AND e.outcome = 'changed' AND e.to_status IN ('Processed', 'Superseded')
  ORDER BY m.sales_month, f.object_key, f.file_id`;

export async function recordWatched(sql: Sql, batchId: string, watched: readonly WatchedChanges[]): Promise<void> {
  const rows = watched.flatMap(({ mart, watch, moved, changes }) =>
    changes.map(({ row, before, after }, position) => [
      batchId,
      mart,
      position,
      watch.column,
      moved,
      fitText("batch_watched_changes.belongs_to", watch.tell(row)),
      String(row[MONTH]),
      before,
      after,
    ]),
  );
  for (const chunk of chunks(rows)) await sql.execute(INSERT, [chunk]);
}

export async function watchedOfBatch(db: Sql, batchId: string): Promise<readonly KeptChange[]> {
  return (await db.query(OF_BATCH, [batchId])).map((row) => ({
    mart: text(row, "mart"),
    column: text(row, "watched_column"),
    moved: integer(row, "moved"),
    belongsTo: text(row, "belongs_to"),
    month: text(row, "sales_month"),
    before: decimal(row, "value_before"),
    after: decimal(row, "value_after"),
  }));
}

/** By month, which files of the batch brought sales to it or took them out of it. */
export async function causesOfBatch(
  db: Sql,
  { runId, batchId }: { readonly runId: string; readonly batchId: string },
): Promise<readonly MonthCause[]> {
  return (await db.query(CAUSES, [runId, batchId])).map((row) => ({
    month: text(row, "sales_month"),
    fileId: integer(row, "file_id"),
    objectKey: text(row, "object_key"),
    became: text(row, "to_status"),
  }));
}
