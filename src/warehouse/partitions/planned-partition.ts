import { integer, oneOf, type Row, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { byPath, type Partition } from "./partition.ts";

/** A partition that changes with a batch. */
export interface PlannedPartition extends Partition {
  /** `delete`: it has no rows any more. */
  readonly action: (typeof ACTIONS)[number];
  /** `computed`: of a touched month, from the load table. `renamed`: of another month, with what the dimensions say today. */
  readonly origin: (typeof ORIGINS)[number];
  readonly rows: number;
}

const ACTIONS = ["put", "delete"] as const;
const ORIGINS = ["computed", "renamed"] as const;

const PLANNED = `
  SELECT mart, partition_path, sales_month, action, origin, row_count
  FROM batch_mart_partitions
  WHERE batch_id = ?`;

/** By mart and path. */
export async function plannedPartitions(db: Sql, batchId: string): Promise<readonly PlannedPartition[]> {
  return (await db.query(PLANNED, [batchId])).map(plannedPartition).toSorted(byPath);
}

function plannedPartition(row: Row): PlannedPartition {
  return {
    mart: text(row, "mart"),
    path: text(row, "partition_path"),
    salesMonth: text(row, "sales_month"),
    action: oneOf(row, "action", ACTIONS),
    origin: oneOf(row, "origin", ORIGINS),
    rows: integer(row, "row_count"),
  };
}
