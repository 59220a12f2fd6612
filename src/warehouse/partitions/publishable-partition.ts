import { chunks } from "../chunks.ts";
import { IntegrityError } from "../commit/integrity-error.ts";
import { integer, oneOf, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { byPath, type Partition } from "./partition.ts";
import { plannedPartitions } from "./planned-partition.ts";

/** What to do to the object of one partition after the commit. */
export type PublishablePartition = Partition &
  (
    | {
        readonly action: "put";
        /** The scratch object that holds it. */
        readonly sourceKey: string;
        readonly rows: number;
      }
    | { readonly action: "delete" }
  );

/** A partition that lies in scratch. */
export interface StagedPartition extends Partition {
  readonly sourceKey: string;
}

const TO_PUBLISH = `
  SELECT p.mart, p.partition_path, p.sales_month, p.action, COALESCE(p.source_key, '') AS source_key, p.row_count
  FROM batch_mart_partitions p
  JOIN batches b ON b.batch_id = p.batch_id
  WHERE p.batch_id = ? AND b.state IN ('committed', 'completed')`;

const FORGET = "DELETE FROM batch_mart_partitions WHERE batch_id = ?";

const INSERT = `
  INSERT INTO batch_mart_partitions
    (batch_id, mart, partition_path, sales_month, action, origin, source_key, row_count)
  VALUES ?`;

/** What a committed batch has to publish, by mart and path; nothing before its commit. */
export async function committedBatchPartitions(db: Sql, batchId: string): Promise<readonly PublishablePartition[]> {
  return (await db.query(TO_PUBLISH, [batchId]))
    .map((row): PublishablePartition => {
      const partition = {
        mart: text(row, "mart"),
        path: text(row, "partition_path"),
        salesMonth: text(row, "sales_month"),
      };
      return oneOf(row, "action", ["put", "delete"]) === "delete"
        ? { action: "delete", ...partition }
        : { action: "put", ...partition, sourceKey: text(row, "source_key"), rows: integer(row, "row_count") };
    })
    .toSorted(byPath);
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
    partition.mart,
    partition.path,
    partition.salesMonth,
    partition.action,
    partition.origin,
    keys.get(nameOf(partition)) ?? null,
    partition.rows,
  ]);
  await sql.execute(FORGET, [batchId]);
  for (const chunk of chunks(rows)) await sql.execute(INSERT, [chunk]);
}

function nameOf({ mart, path }: Partition): string {
  return `${mart}/${path}`;
}
