import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { literal, queryText } from "./duckdb.ts";
import { MARTS, type MartRow, sorted } from "./mart-row.ts";

/** An object of the partitioned mart, with a key that ends in `store_id=<s>/sales_month=<yyyy-MM>/data.parquet`. */
export interface PartitionObject {
  readonly key: string;
  readonly bytes: Uint8Array;
}

const PARTITION = /store_id=\d+\/sales_month=\d{4}-\d{2}\/data\.parquet$/;

/**
 * The sales-team mart as DuckDB reads it from partition objects, or from a folder that holds them.
 *
 * @throws Error if money is not DECIMAL(20,2), a column is missing or a key has another form
 */
export async function readPartitions(source: string | readonly PartitionObject[]): Promise<readonly MartRow[]> {
  if (typeof source === "string") return readFolder(source);
  if (source.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), "partitions-"));
  try {
    for (const { key, bytes } of source) {
      const path = join(folder, partitionOf(key));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    }
    return await readFolder(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readFolder(folder: string): Promise<readonly MartRow[]> {
  await access(folder);
  const files = literal(join(folder, "store_id=*/sales_month=*/data.parquet"));
  const { types, rows } = await queryText(
    `SELECT ${MARTS.sales_team_data_mart.columns.join(", ")}
     FROM read_parquet(${files}, hive_partitioning = true, hive_types = {store_id: INTEGER, sales_month: VARCHAR})`,
  );
  for (const column of ["total_sales", "incentive"]) {
    const type = types.get(column);
    if (type !== "DECIMAL(20,2)") throw new Error(`${column} is ${type} in the partitions, not DECIMAL(20,2).`);
  }
  return sorted("sales_team_data_mart", rows);
}

function partitionOf(key: string): string {
  const [partition] = PARTITION.exec(key) ?? [];
  if (partition === undefined) throw new Error(`${key} is no key of a partition object.`);
  return partition;
}
