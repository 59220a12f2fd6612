import { salesJob } from "../../jobs/sales/index.ts";
import type { Warehouse } from "../../src/warehouse/connection.ts";
import {
  acquireLease,
  type CommitInput,
  commitBatch,
  createLoadTables,
  insertPending,
  type Lease,
  type LoadTables,
  loadTableOf,
  openBatch,
  type Partition,
  planPartitions,
  type SettledFile,
} from "../../src/warehouse/index.ts";
import type { Row } from "../../src/warehouse/row.ts";
import type { Sql, SqlValue } from "../../src/warehouse/sql.ts";
import { type DimensionFeedName, FEEDS } from "../support/feeds.ts";
import { migratedDatabase, type TestDatabase } from "./test-database.ts";

export const RUN_ID = "20230401T000000Z-abc123";

export function takeLease(warehouse: Warehouse, runId = RUN_ID): Promise<Lease> {
  return acquireLease(warehouse, { runId, ttlMs: 60_000, renewMs: 15_000 });
}

export interface LeasedDatabase extends TestDatabase {
  readonly lease: Lease;
}

/** A migrated database of its own, whose lease this test's run holds. */
export async function leasedDatabase(): Promise<LeasedDatabase> {
  const database = await migratedDatabase();
  const lease = await takeLease(database.warehouse);
  return {
    ...database,
    lease,
    async [Symbol.asyncDispose]() {
      await lease.release();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A row of the customers mart's load table. */
export function customer(
  id: number,
  month: string,
  totalSales: string,
  more: { readonly name?: string | null; readonly purchases?: number } = {},
): readonly (string | number | null)[] {
  const { name = null, purchases = 1 } = more;
  return [id, month, name, null, null, purchases, purchases, totalSales, `${month}-01`, `${month}-02`];
}

/** A row of the sales-team mart's load table. */
export function seller(
  store: number,
  month: string,
  person: number,
  totalSales: string,
  more: { readonly name?: string | null; readonly rank?: number; readonly incentive?: string } = {},
): readonly (string | number | null)[] {
  const { name = null, rank = 1, incentive = "0.00" } = more;
  return [store, month, person, name, totalSales, rank, incentive];
}

export interface BatchPlan {
  readonly attempt: number;
  /** Months of each sales file: rows and sum. */
  readonly files: readonly (readonly (readonly [month: string, rows: number, totalSales: string])[])[];
  readonly keys?: readonly string[];
  /** Of all files. @default "sales" */
  readonly feed?: string;
  /** Of all files. */
  readonly lastModified?: string;
  readonly superseded?: readonly number[];
  readonly months: readonly string[];
  readonly customers?: readonly (readonly (string | number | null)[])[];
  readonly sellers?: readonly (readonly (string | number | null)[])[];
  readonly dimensions?: Readonly<Partial<Record<DimensionFeedName, readonly (readonly (string | number | null)[])[]>>>;
}

export interface BuiltBatch {
  readonly batchId: string;
  readonly fileIds: readonly number[];
  readonly loadTables: LoadTables;
  readonly input: CommitInput;
}

/** Everything before the commit, with the load tables filled by hand instead of by Spark. */
export async function buildBatch(warehouse: Warehouse, lease: Lease, plan: BatchPlan): Promise<BuiltBatch> {
  const batchId = `${RUN_ID}-${plan.attempt}`;
  const feeds = feedsOf(plan);
  const pending = await insertPending(warehouse, {
    runId: RUN_ID,
    files: plan.files.map((_, i) => ({
      bucket: "lake",
      objectKey: plan.keys?.[i] ?? `raw/sales/sales_data_${plan.attempt}_${i}.csv`,
      etag: `etag-${plan.attempt}-${i}`,
      sizeBytes: 100,
      lastModified: plan.lastModified ?? null,
      feed: plan.feed ?? "sales",
    })),
  });
  const fileIds = pending.map(({ fileId }) => fileId);
  await openBatch(warehouse, {
    batchId,
    runId: RUN_ID,
    fencingToken: lease.fencingToken,
    sparkSessionId: "8c0c4d0a-6f3b-4b51-9d8e-2f6f5a1c7e55",
    lakePath: `processed/sales/batch=${batchId}/`,
    fileIds,
  });
  const loadTables = await createLoadTables(
    warehouse,
    batchId,
    salesJob,
    feeds.map((feed) => FEEDS[feed]),
  );
  await insertRows(warehouse, loadTableOf(loadTables.marts, "customers_data_mart"), plan.customers ?? []);
  await insertRows(warehouse, loadTableOf(loadTables.marts, "sales_team_data_mart"), plan.sellers ?? []);
  const withFileId = (row: readonly (string | number | null)[]) => [...row, fileIds[0] ?? 0];
  for (const feed of feeds)
    await insertRows(warehouse, loadTables.dimensions[feed] ?? "", (plan.dimensions?.[feed] ?? []).map(withFileId));
  const planned = await planPartitions(warehouse, { batchId, job: salesJob, months: plan.months, loadTables });
  const input: CommitInput = {
    job: salesJob,
    batchId,
    runId: RUN_ID,
    fencingToken: lease.fencingToken,
    months: plan.months,
    dimensions: feeds.map((feed) => FEEDS[feed]),
    files: plan.files.map((months, i) => settled(fileIds[i] ?? 0, months)),
    invalid: [],
    duplicates: [],
    superseded: plan.superseded ?? [],
    partitions: planned
      .filter(({ action }) => action === "put")
      .map((partition) => {
        const { storeId, salesMonth } = storeMonth(partition);
        const { mart, path } = partition;
        return { mart, path, salesMonth, sourceKey: `_work/${batchId}/${storeId}/${salesMonth}` };
      }),
  };
  return { batchId, fileIds, loadTables, input };
}

/** A partition of the sales-team mart, by its store and month. */
export function storeMonth<Rest extends Partition>({ mart, path, ...rest }: Rest) {
  const storeId = /^store_id=(\d+)\/sales_month=/.exec(path)?.[1];
  if (mart !== "sales_team_data_mart" || storeId === undefined) throw new Error(`${mart}/${path} is of another mart`);
  return { storeId: Number(storeId), ...rest };
}

export function storePath(storeId: number, salesMonth: string): Partition {
  return { mart: "sales_team_data_mart", path: `store_id=${storeId}/sales_month=${salesMonth}`, salesMonth };
}

export async function buildAndCommit(warehouse: Warehouse, lease: Lease, plan: BatchPlan) {
  const built = await buildBatch(warehouse, lease, plan);
  return { ...built, result: await commitBatch(warehouse, built.input) };
}

function feedsOf({ dimensions = {} }: BatchPlan): readonly DimensionFeedName[] {
  return (["customers", "stores", "sales_team", "products"] as const).filter((feed) => feed in dimensions);
}

function settled(fileId: number, months: BatchPlan["files"][number]): SettledFile {
  const rows = months.reduce((all, [, count]) => all + count, 0);
  return {
    fileId,
    sha256: fileId.toString(16).padStart(64, "0"),
    rowsRead: rows + 1,
    rowsAccepted: rows,
    rowsRejected: 1,
    months: months.map(([salesMonth, rowCount, totalSales]) => ({ salesMonth, rowCount, totalSales })),
  };
}

export async function insertRows(
  sql: Sql,
  table: string,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  if (rows.length > 0) await sql.execute(`INSERT INTO ${table} VALUES ?`, [rows]);
}

/** Rows as arrays of values, in the order of the columns asked for. */
export async function table(
  sql: Sql,
  statement: string,
  values: readonly SqlValue[] = [],
): Promise<readonly unknown[][]> {
  return (await sql.query(statement, values)).map((row: Row) => Object.values(row));
}

/** All that a commit can change, with its times. */
export async function everything(sql: Sql): Promise<Readonly<Record<string, readonly unknown[][]>>> {
  const tables = [
    "customers_data_mart",
    "sales_team_data_mart",
    "customer",
    "store",
    "sales_team",
    "product",
    "staging_files",
    "staging_file_events",
    "staging_file_months",
    "batches",
    "batch_marts",
    "batch_mart_partitions",
  ];
  const contents = tables.map(async (name) => [name, await table(sql, `SELECT * FROM ${name} ORDER BY 1, 2`)] as const);
  return Object.fromEntries(await Promise.all(contents));
}
