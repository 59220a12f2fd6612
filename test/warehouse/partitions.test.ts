import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { partitionedMarts } from "../../src/job/index.ts";
import { commitBatch, effectiveDimensionQuery, partitionRowsQuery, planPartitions } from "../../src/warehouse/index.ts";
import { FEEDS } from "../support/feeds.ts";
import {
  buildAndCommit,
  buildBatch,
  customer,
  insertRows,
  leasedDatabase,
  seller,
  storeMonth,
  table,
} from "./fixtures.ts";

const [SALES_TEAM = fail()] = partitionedMarts(salesJob);

function fail(): never {
  throw new Error("The job has no partitioned mart.");
}

async function plannedByStore(...input: Parameters<typeof planPartitions>) {
  return (await planPartitions(...input)).map(storeMonth);
}

const [MARCH, APRIL] = ["2023-03", "2023-04"];

const FIRST = {
  attempt: 1,
  files: [
    [
      [MARCH, 1, "60.00"],
      [APRIL, 1, "40.00"],
    ],
  ],
  months: [MARCH, APRIL],
  customers: [customer(1, MARCH, "60.00"), customer(1, APRIL, "40.00")],
  sellers: [
    seller(1, MARCH, 1, "10.00", { incentive: "0.10" }),
    seller(2, MARCH, 1, "20.00", { incentive: "0.20" }),
    seller(3, MARCH, 2, "30.00", { incentive: "0.30" }),
    seller(1, APRIL, 1, "15.00", { rank: 2 }),
    seller(1, APRIL, 2, "25.00", { incentive: "0.25" }),
  ],
} as const;

/** In March: store 1 as before, store 2 another amount, store 3 gone, store 4 new. */
const SECOND = {
  attempt: 2,
  files: [[[MARCH, 1, "35.00"]]],
  months: [MARCH],
  customers: [customer(1, MARCH, "35.00")],
  sellers: [
    seller(1, MARCH, 1, "10.00", { incentive: "0.10" }),
    seller(2, MARCH, 1, "20.50", { incentive: "0.21" }),
    seller(4, MARCH, 2, "4.50", { incentive: "0.05" }),
  ],
} as const;

test("in the touched months exactly the partitions that differ are planned", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const first = await buildAndCommit(warehouse, lease, FIRST);
  const second = await buildBatch(warehouse, lease, { ...SECOND, superseded: first.fileIds });
  const planned = [
    { storeId: 2, salesMonth: MARCH, action: "put", origin: "computed", rows: 1 },
    { storeId: 3, salesMonth: MARCH, action: "delete", origin: "computed", rows: 0 },
    { storeId: 4, salesMonth: MARCH, action: "put", origin: "computed", rows: 1 },
  ];
  const again = () =>
    plannedByStore(warehouse, {
      batchId: second.batchId,
      job: salesJob,
      months: [MARCH],
      loadTables: second.loadTables,
    });
  assert.deepEqual(await again(), planned);
  assert.deepEqual(await again(), planned);
  assert.deepEqual(await table(warehouse, partitionRowsQuery(second.batchId, SALES_TEAM)), [
    [2, MARCH, 1, null, "20.50", 1, "0.21"],
    [4, MARCH, 2, null, "4.50", 1, "0.05"],
  ]);
});

test("a partition that lost one row of several, or whose seller was only renamed, is planned", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  await buildAndCommit(warehouse, lease, FIRST);
  const sellers = [
    seller(1, MARCH, 1, "60.00", { name: "Sue", incentive: "0.60" }),
    seller(1, APRIL, 2, "25.00", { incentive: "0.25" }),
  ];
  const { batchId, loadTables } = await buildBatch(warehouse, lease, {
    ...FIRST,
    attempt: 2,
    sellers: [...sellers, ...FIRST.sellers.slice(1, 3)],
  });
  assert.deepEqual(
    (await plannedByStore(warehouse, { batchId, job: salesJob, months: [MARCH, APRIL], loadTables })).map(
      ({ storeId, salesMonth, rows }) => [storeId, salesMonth, rows],
    ),
    [
      [1, MARCH, 1],
      [1, APRIL, 1],
    ],
  );
});

test("after the commit MySQL holds exactly what the partitions were written from, renamed ones too", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const first = await buildAndCommit(warehouse, lease, FIRST);
  const second = await buildBatch(warehouse, lease, {
    ...SECOND,
    files: [
      [
        [MARCH, 1, "35.00"],
        [APRIL, 1, "40.00"],
      ],
    ],
    customers: [...SECOND.customers, customer(1, APRIL, "40.00")],
    sellers: [...SECOND.sellers, ...FIRST.sellers.slice(3)],
    months: [MARCH, APRIL],
    superseded: first.fileIds,
  });
  await commitBatch(warehouse, second.input);
  const third = await buildBatch(warehouse, lease, {
    attempt: 3,
    files: [],
    months: [],
    dimensions: {
      sales_team: [
        [1, " Sue ", "Fox", null, null, null, null, null],
        [9, "Nobody", "Sells", null, null, null, null, null],
      ],
    },
  });
  const written = await table(warehouse, `${partitionRowsQuery(third.batchId, SALES_TEAM)} ORDER BY 1, 2, 3`);
  assert.deepEqual(written, [
    [1, MARCH, 1, "Sue  Fox", "10.00", 1, "0.10"],
    [1, APRIL, 1, "Sue  Fox", "15.00", 2, "0.00"],
    [1, APRIL, 2, null, "25.00", 1, "0.25"],
    [2, MARCH, 1, "Sue  Fox", "20.50", 1, "0.21"],
  ]);
  const { marts } = await commitBatch(warehouse, third.input);
  assert.equal(marts["sales_team_data_mart"]?.changed, 3);
  const mart = await table(
    warehouse,
    `SELECT store_id, sales_month, sales_person_id, full_name, total_sales, sales_rank, incentive
     FROM sales_team_data_mart
     WHERE CONCAT('store_id=', store_id, '/sales_month=', sales_month) IN
       (SELECT partition_path FROM batch_mart_partitions WHERE batch_id = ?)
     ORDER BY 1, 2, 3`,
    [third.batchId],
  );
  assert.deepEqual(mart, written);
});

test("an effective dimension is the table with the load table's rows over it", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  await insertRows(warehouse, "store (id, address)", [
    [1, "old"],
    [2, "kept"],
  ]);
  const { loadTables } = await buildBatch(warehouse, lease, {
    attempt: 1,
    files: [],
    months: [],
    dimensions: {
      stores: [
        [1, "new", null, null, null, null],
        [3, "added", null, null, null, null],
      ],
    },
  });
  const addresses = async (loadTable: string | undefined) =>
    await table(
      warehouse,
      `SELECT id, address FROM (${effectiveDimensionQuery(FEEDS.stores, loadTable)}) s ORDER BY id`,
    );
  assert.deepEqual(await addresses(loadTables.dimensions["stores"]), [
    [1, "new"],
    [2, "kept"],
    [3, "added"],
  ]);
  assert.deepEqual(await addresses(undefined), [
    [1, "old"],
    [2, "kept"],
  ]);
});
