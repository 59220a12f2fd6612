import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, test } from "vitest";
import { compareMarts } from "../support/oracle/compare-marts.ts";
import { type PartitionObject, readPartitions } from "../support/oracle/read-partitions.ts";
import { EXPECTED_SALES_TEAM_MART } from "../support/worked-example.ts";

let folder = "";
let connection: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "partitions-test-"));
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});

afterAll(async () => {
  connection.closeSync();
  await rm(folder, { recursive: true });
});

async function writePartition(
  root: string,
  storeId: string,
  month: string,
  moneyType: string,
): Promise<PartitionObject> {
  const own = EXPECTED_SALES_TEAM_MART.filter((row) => row["store_id"] === storeId && row["sales_month"] === month);
  const rows = own.map((row) => {
    const name = row["full_name"] === null ? "NULL::VARCHAR" : `'${row["full_name"]}'`;
    return `SELECT ${row["sales_person_id"]} AS sales_person_id, ${name} AS full_name,
      ${row["total_sales"]}::${moneyType} AS total_sales, ${row["sales_rank"]} AS sales_rank,
      ${row["incentive"]}::${moneyType} AS incentive, 7 AS batch_id`;
  });
  const key = `store_id=${storeId}/sales_month=${month}/data.parquet`;
  await mkdir(join(root, key, ".."), { recursive: true });
  await connection.run(`COPY (${rows.join(" UNION ALL ")}) TO '${join(root, key)}' (FORMAT parquet)`);
  return { key: `processed/sales_team_data_mart/${key}`, bytes: await readFile(join(root, key)) };
}

test("partitions are read back as the mart's rows, from objects and from a folder", async () => {
  const root = join(folder, "mart");
  const partitions = new Set(EXPECTED_SALES_TEAM_MART.map((row) => `${row["store_id"]} ${row["sales_month"]}`));
  const objects: PartitionObject[] = [];
  for (const partition of partitions) {
    const [storeId = "", month = ""] = partition.split(" ");
    objects.push(await writePartition(root, storeId, month, "DECIMAL(20,2)"));
  }
  assert.deepEqual(await readPartitions(objects), EXPECTED_SALES_TEAM_MART);
  assert.deepEqual(await readPartitions(root), EXPECTED_SALES_TEAM_MART);
});

test("no objects are no rows", async () => {
  assert.deepEqual(await readPartitions([]), []);
});

test("floating-point money in a partition is an error", async () => {
  const object = await writePartition(join(folder, "inexact"), "122", "2023-03", "DOUBLE");
  await assert.rejects(readPartitions([object]), /total_sales is DOUBLE in the partitions, not DECIMAL\(20,2\)/);
});

test("a comparison takes a driver's rows and names every difference", () => {
  const driver = EXPECTED_SALES_TEAM_MART.map((row) => ({
    ...row,
    store_id: Number(row["store_id"]),
    sales_rank: BigInt(row["sales_rank"] ?? 0),
    batch_id: 12,
  }));
  assert.deepEqual(compareMarts("sales_team_data_mart", EXPECTED_SALES_TEAM_MART, driver), []);
  const [first, ...others] = driver;
  const changed = [{ ...first, incentive: "15.81" }, ...others.slice(1), { ...first, store_id: 5 }];
  assert.deepEqual(compareMarts("sales_team_data_mart", EXPECTED_SALES_TEAM_MART, changed), [
    "121 2023-03 1: incentive is 15.81, expected 15.82",
    "121 2023-03 2: missing",
    "5 2023-03 1: not expected",
  ]);
  assert.deepEqual(compareMarts("sales_team_data_mart", [], [...driver.slice(0, 1), ...driver.slice(0, 1)]), [
    "1 rows repeat a key",
    "121 2023-03 1: not expected",
  ]);
  assert.throws(
    () => compareMarts("sales_team_data_mart", [], [{ ...first, total_sales: 1581.5 }]),
    /total_sales is 1581.5 \(number\)/,
  );
});
