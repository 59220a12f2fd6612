import { chunks } from "../chunks.ts";
import { IntegrityError } from "../commit/integrity-error.ts";
import { integer, oneOf, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { plannedPartitions } from "./planned-partition.ts";

/** What to do to the object of one partition after the commit. */
export type PublishablePartition =
  | {
      readonly action: "put";
      readonly storeId: number;
      readonly salesMonth: string;
      /** The scratch object that holds it. */
      readonly sourceKey: string;
      readonly rows: number;
    }
  | { readonly action: "delete"; readonly storeId: number; readonly salesMonth: string };

/** A partition that lies in scratch. */
export interface StagedPartition {
  readonly storeId: number;
  readonly salesMonth: string;
  readonly sourceKey: string;
}

const TO_PUBLISH = `
  SELECT p.store_id, p.sales_month, p.action, COALESCE(p.source_key, '') AS source_key, p.row_count
  FROM batch_partitions p
  JOIN batches b ON b.batch_id = p.batch_id
  WHERE p.batch_id = ? AND b.state IN ('committed', 'completed')
  ORDER BY p.store_id, p.sales_month`;

const FORGET = "DELETE FROM batch_partitions WHERE batch_id = ?";

const INSERT = `
  INSERT INTO batch_partitions (batch_id, store_id, sales_month, action, origin, source_key, row_count)
  VALUES ?`;

/** What a committed batch has to publish, by store and month; nothing before its commit. */
export async function committedBatchPartitions(db: Sql, batchId: string): Promise<readonly PublishablePartition[]> {
  return (await db.query(TO_PUBLISH, [batchId])).map((row): PublishablePartition => {
    const partition = { storeId: integer(row, "store_id"), salesMonth: text(row, "sales_month") };
    return oneOf(row, "action", ["put", "delete"]) === "delete"
      ? { action: "delete", ...partition }
      : { action: "put", ...partition, sourceKey: text(row, "source_key"), rows: integer(row, "row_count") };
  });
}

/** Records where each planned partition lies. Throws `IntegrityError` unless exactly the planned ones are staged. */
export async function recordStaged(sql: Sql, batchId: string, staged: readonly StagedPartition[]): Promise<void> {
  const planned = await plannedPartitions(sql, batchId);
  const keys = new Map(staged.map((partition) => [nameOf(partition), partition.sourceKey]));
  const puts = planned.filter(({ action }) => action === "put");
  const missing = puts.find((partition) => !keys.has(nameOf(partition)));
  if (missing !== undefined) throw new IntegrityError(`partition ${nameOf(missing)} has no object in scratch`);
  if (keys.size !== puts.length || staged.length !== puts.length) {
    throw new IntegrityError(`${staged.length} partitions are in scratch, ${puts.length} were planned`);
  }
  const rows = planned.map((partition) => [
    batchId,
    partition.storeId,
    partition.salesMonth,
    partition.action,
    partition.origin,
    keys.get(nameOf(partition)) ?? null,
    partition.rows,
  ]);
  await sql.execute(FORGET, [batchId]);
  for (const chunk of chunks(rows)) await sql.execute(INSERT, [chunk]);
}

function nameOf({ storeId, salesMonth }: { readonly storeId: number; readonly salesMonth: string }): string {
  return `store_id=${storeId}/sales_month=${salesMonth}`;
}
