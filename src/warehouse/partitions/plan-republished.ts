import { chunks } from "../chunks.ts";
import { integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { plannedPartitions } from "./planned-partition.ts";

/** A partition of which S3 or the manifest knows. */
export interface PublishedPartition {
  readonly storeId: number;
  readonly salesMonth: string;
  /** Its object is the one that was published: it lies there, and bears the manifest's ETag. */
  readonly intact: boolean;
}

interface Partition {
  readonly storeId: number;
  readonly salesMonth: string;
}

const INSERT = `
  INSERT INTO batch_partitions (batch_id, store_id, sales_month, action, origin, row_count)
  VALUES ?`;

/**
 * Of the touched months, plans also the partitions that no row of the mart changes, but whose object is missing or is
 * not the one that was published; and the removal of objects that have no rows.
 */
export async function planRepublished(
  sql: Sql,
  {
    batchId,
    months,
    loadTable,
    published,
  }: {
    readonly batchId: string;
    readonly months: readonly string[];
    readonly loadTable: string;
    readonly published: readonly PublishedPartition[];
  },
): Promise<void> {
  const planned = new Set((await plannedPartitions(sql, batchId)).map(nameOf));
  const computed = new Map((await partitionsOf(sql, loadTable)).map((partition) => [nameOf(partition), partition]));
  const intact = new Set(published.filter((partition) => partition.intact).map(nameOf));
  const touched = new Set(months);
  const put = [...computed.values()].filter(
    (partition) => !intact.has(nameOf(partition)) && !planned.has(nameOf(partition)),
  );
  const stray = published.filter(
    (partition) =>
      touched.has(partition.salesMonth) && !computed.has(nameOf(partition)) && !planned.has(nameOf(partition)),
  );
  const rows = [
    ...put.map(({ storeId, salesMonth, rows }) => [batchId, storeId, salesMonth, "put", "computed", rows]),
    ...stray.map(({ storeId, salesMonth }) => [batchId, storeId, salesMonth, "delete", "computed", 0]),
  ];
  for (const chunk of chunks(rows)) await sql.execute(INSERT, [chunk]);
}

async function partitionsOf(sql: Sql, loadTable: string) {
  const rows = await sql.query(
    `SELECT store_id, sales_month, COUNT(*) AS row_count FROM ${loadTable} GROUP BY store_id, sales_month`,
  );
  return rows.map((row) => ({
    storeId: integer(row, "store_id"),
    salesMonth: text(row, "sales_month"),
    rows: integer(row, "row_count"),
  }));
}

function nameOf({ storeId, salesMonth }: Partition): string {
  return `${storeId} ${salesMonth}`;
}
