import { MONTH, type PartitionedMart } from "../../job/index.ts";

/** One partition of a mart: one object in S3. */
export interface Partition {
  readonly mart: string;
  /** As folders below the mart's: `store_id=121/sales_month=2023-03`. */
  readonly path: string;
  /** yyyy-MM */
  readonly salesMonth: string;
}

/** The path of a row's partition, in SQL. The types of the columns leave nothing to escape. */
export function pathOf({ partitionBy }: PartitionedMart, alias: string): string {
  const parts = partitionBy.flatMap((column, index) => [`'${index === 0 ? "" : "/"}${column}='`, `${alias}.${column}`]);
  return `CONCAT(${parts.join(", ")})`;
}

/** The partition's columns, all of the same partition in `left` and `right`. */
export function samePartition({ partitionBy }: PartitionedMart, left: string, right: string): string {
  return partitionBy.map((column) => `${left}.${column} = ${right}.${column}`).join(" AND ");
}

export function partitionColumns({ partitionBy }: PartitionedMart, alias: string): string {
  return partitionBy.map((column) => `${alias}.${column}`).join(", ");
}

export function monthOfPath(path: string): string {
  const month = new RegExp(`(?:^|/)${MONTH}=(\\d{4}-\\d{2})(?:/|$)`).exec(path)?.[1];
  if (month === undefined) throw new RangeError(`'${path}' is no path of a partition: it names no ${MONTH}.`);
  return month;
}

/** By mart, then by the values of the partition's columns. */
export function byPath(a: Partition, b: Partition): number {
  return a.mart.localeCompare(b.mart) || a.path.localeCompare(b.path, "en", { numeric: true });
}
