import type { Warehouse } from "../connection.ts";
import { LIVE_PARTS } from "../live-sales.ts";
import { integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";

const OLD = "b.state IN ('completed', 'abandoned') AND b.finished_at < ?";

/** No sale that counts lies in them. The newest that has published is named by the manifests; one that only compacted has no marts. */
const UNNEEDED = `
  SELECT b.batch_id
  FROM batches b
  LEFT JOIN (${LIVE_PARTS}) live ON live.batch_id = b.batch_id
  LEFT JOIN retired_sales r ON r.batch_id = b.batch_id
  WHERE ${OLD} AND live.batch_id IS NULL AND r.batch_id IS NULL
    AND b.opened_at < (SELECT MAX(c.opened_at) FROM batches c JOIN batch_marts m ON m.batch_id = c.batch_id)
  ORDER BY b.batch_id`;

const OF_BATCH = ["batch_marts", "batch_mart_partitions", "batch_rejections", "batch_watched_changes", "batches"];

const PARTITIONS = `
  SELECT p.batch_id, COUNT(*) AS partitions
  FROM batch_mart_partitions p
  JOIN batches b ON b.batch_id = p.batch_id
  WHERE ${OLD}
  GROUP BY p.batch_id
  ORDER BY p.batch_id`;

const REMOVE_PARTITIONS = "DELETE FROM batch_mart_partitions WHERE batch_id = ?";

const REJECTING = `
  SELECT DISTINCT r.batch_id
  FROM batch_rejections r
  JOIN batches b ON b.batch_id = r.batch_id
  WHERE ${OLD}
  ORDER BY r.batch_id`;

const REMOVE_REJECTIONS = "DELETE FROM batch_rejections WHERE batch_id = ?";

const ENDED = `SELECT b.batch_id FROM batches b WHERE ${OLD} AND b.batch_id IN (?)`;

/** Batches that ended before an instant (UTC, `yyyy-MM-dd HH:mm:ss.SSS`) and of which nothing is needed any more. */
export async function unneededBatches(db: Sql, before: string): Promise<readonly string[]> {
  return (await db.query(UNNEEDED, [before])).map((row) => text(row, "batch_id"));
}

/** Of the batches given, those that ended before the instant. */
export async function endedBefore(db: Sql, before: string, batchIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (batchIds.length === 0) return new Set();
  return new Set((await db.query(ENDED, [before, batchIds])).map((row) => text(row, "batch_id")));
}

/** Forgets an attempt and all that is told of it. Can be repeated. */
export function forgetBatch(warehouse: Warehouse, batchId: string): Promise<void> {
  return warehouse.transaction(async (sql) => {
    for (const table of OF_BATCH) await sql.execute(`DELETE FROM ${table} WHERE batch_id = ?`, [batchId]);
  });
}

/** The batches that ended before the instant, with how many partitions they are said to have published. */
export async function publicationsOf(
  db: Sql,
  before: string,
): Promise<readonly { readonly batchId: string; readonly partitions: number }[]> {
  return (await db.query(PARTITIONS, [before])).map((row) => ({
    batchId: text(row, "batch_id"),
    partitions: integer(row, "partitions"),
  }));
}

export async function forgetPublications(db: Sql, batchId: string): Promise<void> {
  await db.execute(REMOVE_PARTITIONS, [batchId]);
}

/** The batches that ended before the instant and of which is told why they rejected rows, with an example. */
export async function rejectingBatches(db: Sql, before: string): Promise<readonly string[]> {
  return (await db.query(REJECTING, [before])).map((row) => text(row, "batch_id"));
}

export async function forgetRejections(db: Sql, batchId: string): Promise<void> {
  await db.execute(REMOVE_REJECTIONS, [batchId]);
}
