import { chunks } from "../chunks.ts";
import { fitText } from "../fit-text.ts";
import { integer, text, textOrNull } from "../row.ts";
import type { Sql } from "../sql.ts";

/** Rows of a feed that a batch rejected for one reason. */
export interface Rejection {
  readonly feed: string;
  readonly code: string;
  /** A row with several reasons counts for each. */
  readonly rows: number;
  /** What they would have brought, exact; null if none of them gives an amount, or the feed has none. */
  readonly money: string | null;
  /** One of them, as it was read. */
  readonly example: string;
  /** The files that hold them, where reading those again would help. */
  readonly fileIds: readonly number[];
}

const INSERT = `
  INSERT INTO batch_rejections (batch_id, feed, code, row_count, total_sales, example, file_ids)
  VALUES ?`;

const OF_BATCH = `
  SELECT feed, code, row_count, CAST(total_sales AS CHAR) AS money, example, file_ids
  FROM batch_rejections
  WHERE batch_id = ?
  ORDER BY feed, row_count DESC, code`;

/** More files than anybody names to a command one by one. */
const MOST_FILES = 20;

export async function recordRejections(sql: Sql, batchId: string, rejections: readonly Rejection[]): Promise<void> {
  for (const chunk of chunks(rejections)) {
    const rows = chunk.map(({ feed, code, rows, money, example, fileIds }) => [
      batchId,
      feed,
      fitText("batch_rejections.code", code),
      rows,
      money,
      fitText("batch_rejections.example", example),
      fileIds.slice(0, MOST_FILES).join(","),
    ]);
    await sql.execute(INSERT, [rows]);
  }
}

/** By feed, the most frequent first. */
export async function rejectionsOfBatch(sql: Sql, batchId: string): Promise<readonly Rejection[]> {
  return (await sql.query(OF_BATCH, [batchId])).map((row) => ({
    feed: text(row, "feed"),
    code: text(row, "code"),
    rows: integer(row, "row_count"),
    money: textOrNull(row, "money"),
    example: text(row, "example"),
    fileIds: text(row, "file_ids")
      .split(",")
      .filter((id) => id !== "")
      .map(Number),
  }));
}
