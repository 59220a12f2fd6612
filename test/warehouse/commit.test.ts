import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { openWarehouse, type Warehouse } from "../../src/warehouse/connection.ts";
import {
  abandonBatch,
  type CommitPoint,
  commitBatch,
  committedBatchPartitions,
  insertPending,
  sweepLoadTables,
  unfinishedBatches,
} from "../../src/warehouse/index.ts";
import type { Sql } from "../../src/warehouse/sql.ts";
import {
  type BatchPlan,
  buildAndCommit,
  buildBatch,
  customer,
  everything,
  leasedDatabase,
  RUN_ID,
  seller,
  storePath,
  table,
} from "./fixtures.ts";
import { flakyNetwork } from "./flaky-network.ts";

const MARCH = "2023-03";
const APRIL = "2023-04";

/** Two sellers in March, of whom 1 is the better, and a sale in April. */
const FIRST: BatchPlan = {
  attempt: 1,
  files: [
    [
      [MARCH, 2, "180.00"],
      [APRIL, 1, "50.00"],
    ],
  ],
  months: [MARCH, APRIL],
  customers: [customer(1, MARCH, "100.00"), customer(2, MARCH, "80.00"), customer(1, APRIL, "50.00")],
  sellers: [
    seller(121, MARCH, 1, "100.00", { incentive: "1.00" }),
    seller(121, MARCH, 2, "80.00", { rank: 2 }),
    seller(121, APRIL, 1, "50.00", { incentive: "0.50" }),
  ],
};

/** A late sale of 40.00 in March by seller 2 to customer 3. */
const LATE: BatchPlan = {
  attempt: 2,
  files: [[[MARCH, 1, "40.00"]]],
  months: [MARCH],
  customers: [customer(1, MARCH, "100.00"), customer(2, MARCH, "80.00"), customer(3, MARCH, "40.00")],
  sellers: [seller(121, MARCH, 1, "100.00", { rank: 2 }), seller(121, MARCH, 2, "120.00", { incentive: "1.20" })],
};

const WATCH = salesJob.marts.find(({ name }) => name === "sales_team_data_mart")?.watch;

/** A change of somebody's incentive in March in store 121. */
const moved = (person: number, before: string, after: string) => ({
  mart: "sales_team_data_mart",
  column: "incentive",
  row: { store_id: 121, sales_month: MARCH, sales_person_id: person, full_name: null },
  before,
  after,
});

const CUSTOMERS = "SELECT customer_id, sales_month, total_sales, batch_id FROM customers_data_mart ORDER BY 2, 1";
const SELLERS =
  "SELECT store_id, sales_month, sales_person_id, total_sales, sales_rank, incentive, batch_id FROM sales_team_data_mart ORDER BY 2, 1, 3";

const [BATCH_1, BATCH_2] = [`${RUN_ID}-1`, `${RUN_ID}-2`];

test("the first commit fills the marts, settles the files and says what it did", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const { result, fileIds } = await buildAndCommit(warehouse, lease, FIRST);

  assert.deepEqual(result, {
    months: [MARCH, APRIL],
    marts: { customers_data_mart: { rows: 3, changed: 3 }, sales_team_data_mart: { rows: 3, changed: 3 } },
    watched: [{ mart: "sales_team_data_mart", watch: WATCH, moved: 0, changes: [] }],
  });
  assert.deepEqual(await table(warehouse, CUSTOMERS), [
    [1, MARCH, "100.00", BATCH_1],
    [2, MARCH, "80.00", BATCH_1],
    [1, APRIL, "50.00", BATCH_1],
  ]);
  assert.deepEqual(await table(warehouse, SELLERS), [
    [121, MARCH, 1, "100.00", 1, "1.00", BATCH_1],
    [121, MARCH, 2, "80.00", 2, "0.00", BATCH_1],
    [121, APRIL, 1, "50.00", 1, "0.50", BATCH_1],
  ]);
  assert.deepEqual(
    await table(
      warehouse,
      "SELECT status, sha256, rows_read, rows_accepted, rows_rejected, batch_id, archive_state FROM staging_files",
    ),
    [["Processed", (fileIds[0] ?? 0).toString(16).padStart(64, "0"), "4", "3", "1", BATCH_1, "due"]],
  );
  assert.deepEqual(
    await table(warehouse, "SELECT from_status, to_status, outcome, batch_id FROM staging_file_events"),
    [
      [null, "Pending", "changed", null],
      ["Pending", "Processing", "changed", BATCH_1],
      ["Processing", "Processed", "changed", BATCH_1],
    ],
  );
  const [batch] = await unfinishedBatches(warehouse);
  assert.deepEqual(
    [batch?.state, batch?.months, batch?.rowsRead, batch?.rowsAccepted, batch?.rowsRejected],
    ["committed", [MARCH, APRIL], 4, 3, 1],
  );
  assert.deepEqual(await committedBatchPartitions(warehouse, BATCH_1), [
    { action: "put", ...storePath(121, MARCH), sourceKey: `_work/${BATCH_1}/121/${MARCH}`, rows: 2 },
    { action: "put", ...storePath(121, APRIL), sourceKey: `_work/${BATCH_1}/121/${APRIL}`, rows: 1 },
  ]);
  assert.deepEqual(await table(warehouse, "SELECT * FROM customer_totals WHERE customer_id = 1"), [
    [1, null, null, null, "2", "2", "150.00", "2023-03-01", "2023-04-02"],
  ]);
});

test("a late file moves the best performer; what it does not touch keeps its batch and its times", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  await buildAndCommit(warehouse, lease, FIRST);
  const untouched =
    "SELECT customer_id, sales_month, created_at, updated_at FROM customers_data_mart WHERE customer_id < 3 ORDER BY 2, 1";
  const before = await table(warehouse, untouched);
  const { result } = await buildAndCommit(warehouse, lease, LATE);

  assert.deepEqual(result, {
    months: [MARCH],
    marts: { customers_data_mart: { rows: 4, changed: 1 }, sales_team_data_mart: { rows: 3, changed: 2 } },
    watched: [
      {
        mart: "sales_team_data_mart",
        watch: WATCH,
        moved: 2,
        changes: [moved(1, "1.00", "0.00"), moved(2, "0.00", "1.20")],
      },
    ],
  });
  assert.deepEqual(await table(warehouse, CUSTOMERS), [
    [1, MARCH, "100.00", BATCH_1],
    [2, MARCH, "80.00", BATCH_1],
    [3, MARCH, "40.00", BATCH_2],
    [1, APRIL, "50.00", BATCH_1],
  ]);
  assert.deepEqual(await table(warehouse, untouched), before);
  assert.deepEqual(await table(warehouse, SELLERS), [
    [121, MARCH, 1, "100.00", 2, "0.00", BATCH_2],
    [121, MARCH, 2, "120.00", 1, "1.20", BATCH_2],
    [121, APRIL, 1, "50.00", 1, "0.50", BATCH_1],
  ]);
});

test("a correction supersedes the old version; keys and partitions that vanish are deleted", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const first = await buildAndCommit(warehouse, lease, FIRST);
  const { result } = await buildAndCommit(warehouse, lease, {
    attempt: 2,
    files: [[[MARCH, 1, "70.00"]]],
    superseded: first.fileIds,
    months: [MARCH, APRIL],
    customers: [customer(2, MARCH, "70.00")],
    sellers: [seller(121, MARCH, 2, "70.00", { incentive: "0.70" })],
  });
  assert.deepEqual(result.marts, {
    customers_data_mart: { rows: 1, changed: 3 },
    sales_team_data_mart: { rows: 1, changed: 3 },
  });
  assert.deepEqual(
    result.watched[0]?.changes.map(({ row, before, after }) => [
      row["sales_month"],
      row["sales_person_id"],
      before,
      after,
    ]),
    [
      [MARCH, 1, "1.00", "0.00"],
      [MARCH, 2, "0.00", "0.70"],
      [APRIL, 1, "0.50", "0.00"],
    ],
  );
  assert.deepEqual(await table(warehouse, CUSTOMERS), [[2, MARCH, "70.00", BATCH_2]]);
  assert.deepEqual(await table(warehouse, SELLERS), [[121, MARCH, 2, "70.00", 1, "0.70", BATCH_2]]);
  assert.deepEqual(await table(warehouse, "SELECT status, reason FROM staging_files ORDER BY file_id"), [
    ["Superseded", `corrected in batch ${BATCH_2}`],
    ["Processed", null],
  ]);
  assert.deepEqual(await committedBatchPartitions(warehouse, BATCH_2), [
    { action: "put", ...storePath(121, MARCH), sourceKey: `_work/${BATCH_2}/121/${MARCH}`, rows: 1 },
    { action: "delete", ...storePath(121, APRIL) },
  ]);
});

const DISAGREEMENTS: readonly (readonly [string, Partial<BatchPlan>, string])[] = [
  [
    "a lost cent in the customers mart",
    { customers: [customer(1, MARCH, "100.00"), customer(2, MARCH, "80.00"), customer(3, MARCH, "39.99")] },
    "integrity: customers_data_mart of 2023-03 sums up to 219.99, the files to 220.00. Nothing was committed; look at the mart's `balance` and `plan` first, then run again.",
  ],
  [
    "a doubled sale in the customers mart",
    {
      customers: [
        customer(1, MARCH, "100.00", { purchases: 2 }),
        customer(2, MARCH, "80.00"),
        customer(3, MARCH, "40.00"),
      ],
    },
    "integrity: customers_data_mart of 2023-03 was computed from 4 sales, the files have 3. Nothing was committed; look at the mart's `balance` and `plan` first, then run again.",
  ],
  [
    "a lost seller",
    { sellers: [seller(121, MARCH, 2, "120.00", { incentive: "1.20" })] },
    "integrity: sales_team_data_mart of 2023-03 sums up to 120.00, the files to 220.00. Nothing was committed; look at the mart's `balance` and `plan` first, then run again.",
  ],
  [
    "sales of a month that was not touched",
    { customers: [...(LATE.customers ?? []), customer(1, "2023-05", "1.00")] },
    "integrity: customers_data_mart of 2023-05 was computed from 1 sales, the files have 0. Nothing was committed; look at the mart's `balance` and `plan` first, then run again.",
  ],
];

for (const [what, wrong, message] of DISAGREEMENTS) {
  test(`${what} rolls everything back`, async () => {
    await using database = await leasedDatabase();
    const { warehouse, lease } = database;
    await buildAndCommit(warehouse, lease, FIRST);
    const { input } = await buildBatch(warehouse, lease, { ...LATE, ...wrong, dimensions: { stores: [store(121)] } });
    const before = await everything(warehouse);
    await assert.rejects(commitBatch(warehouse, input), { name: "IntegrityError", message });
    assert.deepEqual(await everything(warehouse), before);
  });
}

test("counts of a file that do not add up, or a file without a verdict, roll everything back", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const { input } = await buildBatch(warehouse, lease, { ...FIRST, files: [...FIRST.files, []] });
  const [first, second] = input.files;
  assert.ok(first !== undefined && second !== undefined);
  const before = await everything(warehouse);
  const invalid = (files: typeof input.files, message: RegExp) =>
    assert.rejects(commitBatch(warehouse, { ...input, files }), { name: "IntegrityError", message });

  await invalid(
    [{ ...first, rowsRead: 5 }, second],
    /^integrity: of file 1, 5 rows were read, but 3 accepted and 1 rejected\./,
  );
  await invalid(
    [{ ...first, rowsRead: 5, rowsAccepted: 4 }, second],
    /^integrity: file 1 has 4 accepted rows, but 3 in its months\./,
  );
  await invalid([first], /^integrity: file 2 of batch \S+ is still Processing\./);
  assert.deepEqual(await everything(warehouse), before);

  const torn = { fileId: 2, sha256: null, rowsRead: 7, reason: "corrupt_file: torn", message: "torn" };
  await assert.rejects(commitBatch(warehouse, { ...input, files: [first], invalid: [torn], months: ["2022-01"] }), {
    name: "IntegrityError",
  });
  assert.deepEqual(await everything(warehouse), before);

  await commitBatch(warehouse, { ...input, files: [first], invalid: [torn] });
  assert.deepEqual(
    await warehouse.query("SELECT status, reason, rows_read, rows_rejected FROM staging_files WHERE file_id = 2"),
    [{ status: "Invalid", reason: "corrupt_file: torn", rows_read: "7", rows_rejected: "7" }],
  );
});

test("partitions that are missing in scratch, or too many, roll everything back", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const { input } = await buildBatch(warehouse, lease, FIRST);
  const before = await everything(warehouse);
  await assert.rejects(commitBatch(warehouse, { ...input, partitions: input.partitions.slice(1) }), {
    message: /^integrity: partition sales_team_data_mart\/store_id=121\/sales_month=2023-03 has no object in scratch\./,
  });
  const stray = { ...storePath(5, MARCH), sourceKey: "x" };
  await assert.rejects(commitBatch(warehouse, { ...input, partitions: [...input.partitions, stray] }), {
    message: /^integrity: 3 partitions are in scratch, 2 were planned\./,
  });
  assert.deepEqual(await everything(warehouse), before);
});

test("until COMMIT a reader sees the whole old state, then the whole new one", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  await buildAndCommit(warehouse, lease, FIRST);
  const { input } = await buildBatch(warehouse, lease, { ...LATE, dimensions: { stores: [store(121)] } });
  const before = await everything(warehouse);
  const seen: CommitPoint[] = [];
  await commitBatch(warehouse, {
    ...input,
    at: async (point) => {
      seen.push(point);
      const now = await everything(warehouse);
      if (point === "after_commit") assert.notDeepEqual(now, before);
      else assert.deepEqual(now, before, point);
    },
  });
  assert.deepEqual(seen, [
    "begun",
    "dimensions_upserted",
    "files_settled",
    "marts_upserted",
    "before_commit",
    "after_commit",
  ]);
});

test("a changed customer is carried into every month; rows and dimensions that are right stay untouched", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const ann = [1, "Ann", "Lee", "1 Main St", "12345", "555-1", "2020-01-01"];
  const bob = [2, "Bob", null, null, null, null, null];
  await buildAndCommit(warehouse, lease, { ...FIRST, dimensions: { customers: [ann, bob] } });
  const names =
    "SELECT customer_id, sales_month, full_name, address, phone_number, batch_id FROM customers_data_mart ORDER BY 2, 1";
  assert.deepEqual(await table(warehouse, names), [
    [1, MARCH, "Ann Lee", "1 Main St", "555-1", BATCH_1],
    [2, MARCH, "Bob", null, null, BATCH_1],
    [1, APRIL, "Ann Lee", "1 Main St", "555-1", BATCH_1],
  ]);
  const stamps = () => table(warehouse, "SELECT customer_id, updated_at FROM customer ORDER BY 1");
  const before = await stamps();

  // Only customers, no sales: Ann has moved, Bob comes again as he was.
  const { result } = await buildAndCommit(warehouse, lease, {
    attempt: 2,
    files: [],
    months: [],
    dimensions: { customers: [[1, "Ann", "Lee", "2 Side St", "12345", "555-1", "2020-01-01"], bob] },
  });
  assert.deepEqual(result.marts, {
    customers_data_mart: { rows: 3, changed: 2 },
    sales_team_data_mart: { rows: 3, changed: 0 },
  });
  assert.deepEqual(await table(warehouse, names), [
    [1, MARCH, "Ann Lee", "2 Side St", "555-1", BATCH_2],
    [2, MARCH, "Bob", null, null, BATCH_1],
    [1, APRIL, "Ann Lee", "2 Side St", "555-1", BATCH_2],
  ]);
  const after = await stamps();
  assert.notDeepEqual(after[0], before[0]);
  assert.deepEqual(after[1], before[1]);

  // Somebody else keeps the table too.
  await warehouse.execute("UPDATE customer SET last_name = 'Ray' WHERE customer_id = 2");
  const third = await buildAndCommit(warehouse, lease, { attempt: 3, files: [], months: [] });
  assert.equal(third.result.marts["customers_data_mart"]?.changed, 1);
  assert.deepEqual((await table(warehouse, names))[1], [2, MARCH, "Bob Ray", null, null, `${RUN_ID}-3`]);
});

test("a name that differs only in case or accent is a change", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const plan = (attempt: number, name: string): BatchPlan => ({
    attempt,
    files: [],
    months: [],
    dimensions: { customers: [[2, name, null, null, null, null, null]] },
  });
  await buildAndCommit(warehouse, lease, FIRST);
  for (const [attempt, name] of [
    [2, "jose"],
    [3, "Jose"],
    [4, "José"],
  ] as const) {
    const { result } = await buildAndCommit(warehouse, lease, plan(attempt, name));
    assert.equal(result.marts["customers_data_mart"]?.changed, 1, name);
  }
});

test("a renamed seller is renamed in the other months too, by the names that were planned", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  await buildAndCommit(warehouse, lease, FIRST);
  const { input, batchId } = await buildBatch(warehouse, lease, {
    ...LATE,
    dimensions: { sales_team: [[1, "Sue", "Fox", null, "N", null, null, null]] },
    sellers: [
      seller(121, MARCH, 1, "100.00", { rank: 2, name: "Sue Fox" }),
      seller(121, MARCH, 2, "120.00", { incentive: "1.20" }),
    ],
  });
  // Between plan and commit somebody else renames her again: her partition objects say Fox, so MySQL says it as well.
  await warehouse.execute("INSERT INTO sales_team (id, first_name) VALUES (2, 'Zoe')");
  const { marts } = await commitBatch(warehouse, input);
  assert.deepEqual(marts["sales_team_data_mart"], { rows: 3, changed: 3 });
  const names = "SELECT sales_month, sales_person_id, full_name, batch_id FROM sales_team_data_mart ORDER BY 1, 2";
  assert.deepEqual(await table(warehouse, names), [
    [MARCH, 1, "Sue Fox", BATCH_2],
    [MARCH, 2, null, BATCH_2],
    [APRIL, 1, "Sue Fox", BATCH_2],
  ]);
  assert.deepEqual(
    (await committedBatchPartitions(warehouse, batchId)).map(({ salesMonth, action }) => [salesMonth, action]),
    [
      [MARCH, "put"],
      [APRIL, "put"],
    ],
  );
  // What the plan could not know yet is the next batch's.
  const third = await buildAndCommit(warehouse, lease, { attempt: 3, files: [], months: [] });
  assert.equal(third.result.marts["sales_team_data_mart"]?.changed, 1);
  assert.deepEqual((await table(warehouse, names))[1], [MARCH, 2, "Zoe", `${RUN_ID}-3`]);
});

test("a run whose lease another has taken cannot commit, whenever that happens", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const { input } = await buildBatch(warehouse, lease, FIRST);
  const before = await everything(warehouse);
  const takeOver = (db: Sql) =>
    db.execute("UPDATE pipeline_lease SET fencing_token = fencing_token + 1, owner_run_id = 'usurper'");
  const fenced = (token: number, current: number) => ({
    name: "FencedOutError",
    message: `fenced_out: this run's fencing token is ${token}, but usurper took the lease with ${current}. Nothing was written; that run continues.`,
  });

  const during = commitBatch(warehouse, {
    ...input,
    at: async (point) => {
      if (point === "marts_upserted") await takeOver(warehouse);
    },
  });
  await assert.rejects(during, fenced(1, 2));
  await takeOver(warehouse);
  await assert.rejects(commitBatch(warehouse, input), fenced(1, 3));
  assert.deepEqual(await everything(warehouse), before);
});

for (const [what, lose] of [
  ["the reply to COMMIT is lost", "loseReplyTo"],
  ["COMMIT itself is lost", "loseMessage"],
] as const) {
  test(`${what}: the batch row tells, and the batch is committed once`, async () => {
    await using database = await leasedDatabase();
    const { lease } = database;
    const { input } = await buildBatch(database.warehouse, lease, FIRST);
    await using network = await flakyNetwork(database.settings);
    await using warehouse = await openWarehouse({ ...database.settings, port: network.port });
    network[lose]("COMMIT");
    const result = await commitBatch(warehouse, input);
    assert.deepEqual(result.marts, {
      customers_data_mart: { rows: 3, changed: 3 },
      sales_team_data_mart: { rows: 3, changed: 3 },
    });
    await assertCommittedOnce(database.warehouse);
  });
}

test("connections that break at any point are survived", async () => {
  for (const broken of ["begun", "dimensions_upserted", "files_settled", "marts_upserted", "before_commit"] as const) {
    await using database = await leasedDatabase();
    const { lease } = database;
    const { input } = await buildBatch(database.warehouse, lease, FIRST);
    await using network = await flakyNetwork(database.settings);
    await using warehouse = await openWarehouse(
      { ...database.settings, port: network.port },
      { sleep: async () => {} },
    );
    let times = 0;
    await commitBatch(warehouse, {
      ...input,
      at: (point) => {
        if (point === broken && times++ === 0) network.cutAll();
      },
    });
    assert.equal(times, 2, broken);
    await assertCommittedOnce(database.warehouse);
  }
});

test("a batch commits once, and not after it was abandoned", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const { input } = await buildAndCommit(warehouse, lease, FIRST);
  await assert.rejects(commitBatch(warehouse, input), {
    name: "BatchStateError",
    message: `batch_state: batch ${BATCH_1} is already committed: another run has dealt with it. Run again.`,
  });
  const second = await buildBatch(warehouse, lease, LATE);
  await abandonBatch(warehouse, { batchId: second.batchId, runId: RUN_ID, message: "gave up" });
  await assert.rejects(commitBatch(warehouse, second.input), { name: "BatchStateError" });
});

test("load tables that recovery has dropped end the commit with a clear error", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const { input } = await buildBatch(warehouse, lease, FIRST);
  await sweepLoadTables(warehouse);
  await assert.rejects(commitBatch(warehouse, input), { code: "missing_table", message: /was given up; run again\.$/ });
});

test("many files settle in one commit", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const files = Array.from({ length: 2500 }, () => [[MARCH, 1, "0.01"]] as const);
  const { result } = await buildAndCommit(warehouse, lease, {
    attempt: 1,
    files,
    months: [MARCH],
    customers: [customer(1, MARCH, "25.00", { purchases: 2500 })],
    sellers: [seller(1, MARCH, 1, "25.00", { incentive: "0.25" })],
  });
  assert.equal(result.marts["customers_data_mart"]?.rows, 1);
  assert.deepEqual(
    await table(warehouse, "SELECT status, rows_accepted, COUNT(*) FROM staging_files GROUP BY status, rows_accepted"),
    [["Processed", "1", "2500"]],
  );
});

test("a commit settles what is taken back and duplicates that are not of its batch, with the marts", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const first = await buildAndCommit(warehouse, lease, FIRST);
  const objectKey = "raw/sales/sales_data_same.csv";
  const file = { bucket: "lake", objectKey, etag: "e", sizeBytes: 1, feed: "sales", lastModified: null };
  const [same] = await insertPending(warehouse, { runId: RUN_ID, files: [file] });
  const { input } = await buildBatch(warehouse, lease, { attempt: 2, files: [], months: [MARCH, APRIL] });
  const sha256 = "ab".repeat(32);

  const result = await commitBatch(warehouse, {
    ...input,
    voided: first.fileIds,
    duplicates: [{ fileId: same?.fileId ?? 0, sha256, reason: "same content as another", message: "m" }],
  });

  assert.deepEqual(result.marts["customers_data_mart"], { rows: 0, changed: 3 });
  assert.deepEqual(
    await table(
      warehouse,
      "SELECT status, archive_state, IF(sha256 = ?, 'same', 'other'), LEFT(reason, 10) FROM staging_files",
      [sha256],
    ),
    [
      ["Superseded", "due", "other", "taken back"],
      ["Duplicate", "due", "same", "same conte"],
    ],
  );
});

async function assertCommittedOnce(warehouse: Warehouse): Promise<void> {
  assert.deepEqual(await table(warehouse, "SELECT batch_id, state FROM batches"), [[BATCH_1, "committed"]]);
  const counted = "SELECT COUNT(*) FROM staging_file_events WHERE to_status = 'Processed' AND outcome = 'changed'";
  assert.deepEqual(await table(warehouse, counted), [["1"]]);
  assert.equal((await table(warehouse, CUSTOMERS)).length, 3);
}

function store(id: number): readonly (string | number | null)[] {
  return [id, "Somewhere", null, null, null, null];
}
