import type { PartitionedMart } from "../../job/index.ts";
import { chunks } from "../chunks.ts";
import type { Sql } from "../sql.ts";
import type { Partition } from "./partition.ts";
import { partitionRowCounts } from "./partition-row-counts.ts";
import { plannedPartitions } from "./planned-partition.ts";

/** A partition of which S3 or the manifest knows. */
export interface PublishedPartition extends Partition {
  /** Its object is the one that was published: it lies there, and bears the manifest's ETag. */
  readonly intact: boolean;
}

const INSERT = `
  INSERT INTO batch_mart_partitions (batch_id, mart, partition_path, sales_month, action, origin, row_count)
  VALUES ?`;

/**
 * Of the touched months, plans also the partitions that no row of the mart changes, but whose object is missing or is
 * not the one that was published; and the removal of objects that have no rows.
 */
export async function planRepublished(
  sql: Sql,
  mart: PartitionedMart,
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
  const own = published.filter((partition) => partition.mart === mart.name);
  const planned = new Set((await plannedPartitions(sql, batchId)).filter(isOf(mart)).map(({ path }) => path));
  const computed = await partitionRowCounts(sql, mart, loadTable);
  const withRows = new Set(computed.map(({ path }) => path));
  const intact = new Set(own.filter((partition) => partition.intact).map(({ path }) => path));
  const touched = new Set(months);
  const put = computed.filter(({ path }) => !intact.has(path) && !planned.has(path));
  const stray = own.filter(
    ({ path, salesMonth }) => touched.has(salesMonth) && !withRows.has(path) && !planned.has(path),
  );
  const rows = [
    ...put.map(({ path, salesMonth, rows }) => [batchId, mart.name, path, salesMonth, "put", "computed", rows]),
    ...stray.map(({ path, salesMonth }) => [batchId, mart.name, path, salesMonth, "delete", "computed", 0]),
  ];
  for (const chunk of chunks(rows)) await sql.execute(INSERT, [chunk]);
}

function isOf(mart: PartitionedMart): (partition: Partition) => boolean {
  return (partition) => partition.mart === mart.name;
}
