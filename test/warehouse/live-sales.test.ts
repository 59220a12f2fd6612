import assert from "node:assert/strict";
import { test } from "vitest";
import { changeStatus, commitBatch, liveSalesOf, monthsOfFiles } from "../../src/warehouse/index.ts";
import { monthTotals } from "../../src/warehouse/live-sales.ts";
import { buildAndCommit, buildBatch, customer, leasedDatabase, RUN_ID, seller } from "./fixtures.ts";

const [MARCH, APRIL, MAY] = ["2023-03", "2023-04", "2023-05"];

test("live sales are those of Processed files; others in the same batch are named to be left out", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const marts = (march: string, purchases: number, april?: string) => ({
    months: april === undefined ? [MARCH] : [MARCH, APRIL],
    customers: [customer(1, MARCH, march, { purchases }), ...(april === undefined ? [] : [customer(1, APRIL, april)])],
    sellers: [seller(1, MARCH, 1, march), ...(april === undefined ? [] : [seller(1, APRIL, 1, april)])],
  });
  // Batch 1: one file in March, one in both months, and one that Spark found to be corrupt.
  const first = await buildBatch(warehouse, lease, {
    attempt: 1,
    files: [
      [[MARCH, 1, "0.10"]],
      [
        [MARCH, 1, "0.20"],
        [APRIL, 1, "5.00"],
      ],
      [],
    ],
    ...marts("0.30", 2, "5.00"),
  });
  const [a = 0, b = 0, corrupt = 0] = first.fileIds;
  await changeStatus(warehouse, {
    fileId: corrupt,
    to: "Invalid",
    reason: "corrupt_file",
    runId: RUN_ID,
    message: "m",
  });
  await commitBatch(warehouse, { ...first.input, files: first.input.files.slice(0, 2) });

  assert.deepEqual(await liveSalesOf(warehouse, { feed: "sales", months: [MARCH, APRIL, MAY], superseding: [] }), {
    parts: [
      { batchId: first.batchId, salesMonth: MARCH },
      { batchId: first.batchId, salesMonth: APRIL },
    ],
    deadFiles: [corrupt],
  });
  assert.deepEqual(await monthTotals(warehouse, [MARCH, APRIL, MAY]), [
    { salesMonth: MARCH, rowCount: 2, totalSales: "0.30" },
    { salesMonth: APRIL, rowCount: 1, totalSales: "5.00" },
  ]);

  // A correction of `b` is about to be committed: April has nothing left that counts.
  assert.deepEqual(await monthsOfFiles(warehouse, [b]), [MARCH, APRIL]);
  const withoutB = {
    parts: [{ batchId: first.batchId, salesMonth: MARCH }],
    deadFiles: [b, corrupt],
  };
  assert.deepEqual(await liveSalesOf(warehouse, { feed: "sales", months: [MARCH, APRIL], superseding: [b] }), withoutB);

  // Committed, the two batches are read side by side.
  const second = await buildAndCommit(warehouse, lease, {
    attempt: 2,
    files: [[[MARCH, 1, "7.00"]]],
    superseded: [b],
    ...marts("7.10", 2),
    months: [MARCH, APRIL],
  });
  assert.deepEqual(await liveSalesOf(warehouse, { feed: "sales", months: [MARCH], superseding: [] }), {
    parts: [
      { batchId: first.batchId, salesMonth: MARCH },
      { batchId: second.batchId, salesMonth: MARCH },
    ],
    deadFiles: [b, corrupt],
  });
  assert.deepEqual(await monthTotals(warehouse, [MARCH, APRIL]), [
    { salesMonth: MARCH, rowCount: 2, totalSales: "7.10" },
  ]);
  assert.deepEqual(await liveSalesOf(warehouse, { feed: "sales", months: [], superseding: [a] }), {
    parts: [],
    deadFiles: [],
  });
  assert.deepEqual(await monthsOfFiles(warehouse, []), []);
});

test("sums of money stay exact beyond what a floating-point number holds", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const [huge, sum] = ["900719925474099.93", "1801439850948199.86"];
  await buildAndCommit(warehouse, lease, {
    attempt: 1,
    files: [[[MARCH, 1, huge]], [[MARCH, 1, huge]]],
    months: [MARCH],
    customers: [customer(1, MARCH, sum, { purchases: 2 })],
    sellers: [seller(1, MARCH, 1, sum)],
  });
  assert.deepEqual(await monthTotals(warehouse, [MARCH]), [{ salesMonth: MARCH, rowCount: 2, totalSales: sum }]);
});
