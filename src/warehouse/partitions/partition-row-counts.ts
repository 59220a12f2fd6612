import { MONTH, type PartitionedMart } from "../../job/index.ts";
import { integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { type Partition, partitionColumns, pathOf } from "./partition.ts";

export interface PartitionRows extends Partition {
  readonly rows: number;
}

/** How many rows each partition has in the mart's table, or in a table of the same columns. */
export async function partitionRowCounts(
  db: Sql,
  mart: PartitionedMart,
  table: string = mart.name,
): Promise<readonly PartitionRows[]> {
  const rows = await db.query(`
    SELECT ${pathOf(mart, "t")} AS partition_path, t.${MONTH}, COUNT(*) AS row_count
    FROM ${table} t
    GROUP BY ${partitionColumns(mart, "t")}`);
  return rows.map((row) => ({
    mart: mart.name,
    path: text(row, "partition_path"),
    salesMonth: text(row, MONTH),
    rows: integer(row, "row_count"),
  }));
}
