import { integer, oneOf, type Row, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** A partition of the sales-team mart (one store, one month) that changes with a batch. */
export interface PlannedPartition {
  readonly storeId: number;
  readonly salesMonth: string;
  /** `delete`: it has no rows any more. */
  readonly action: (typeof ACTIONS)[number];
  /** `computed`: of a touched month, from the load table. `renamed`: of another month, with the names of today. */
  readonly origin: (typeof ORIGINS)[number];
  readonly rows: number;
}

const ACTIONS = ["put", "delete"] as const;
const ORIGINS = ["computed", "renamed"] as const;

const PLANNED = `
  SELECT store_id, sales_month, action, origin, row_count
  FROM batch_partitions
  WHERE batch_id = ?
  ORDER BY store_id, sales_month`;

export async function plannedPartitions(db: Sql, batchId: string): Promise<readonly PlannedPartition[]> {
  return (await db.query(PLANNED, [batchId])).map(plannedPartition);
}

function plannedPartition(row: Row): PlannedPartition {
  return {
    storeId: integer(row, "store_id"),
    salesMonth: text(row, "sales_month"),
    action: oneOf(row, "action", ACTIONS),
    origin: oneOf(row, "origin", ORIGINS),
    rows: integer(row, "row_count"),
  };
}
