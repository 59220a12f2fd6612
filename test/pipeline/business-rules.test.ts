import assert from "node:assert/strict";
import { test } from "vitest";
import type { Settings } from "../../src/config/index.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { readPartitions } from "../support/oracle/read-partitions.ts";
import { rejectedRecords } from "../support/rejected-records.ts";
import { openWorld, type World } from "../support/world.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";
const sale = (customer: number, store: number, date: string, person: number, total: string) =>
  `${customer},${store},salt,${date},${person},${total},1,${total}`;

async function worldWith(
  run: Partial<Settings["run"]>,
  sales: readonly string[],
  rules: Settings["rules"] = {},
): Promise<World> {
  const world = await openWorld({ run, rules });
  await knowDimensions(world);
  await world.land("raw/sales/sales_data.csv", `${[HEADER, ...sales].join("\n")}\n`);
  return world;
}

/** Customer 2's sale is the only one without fault; in the last one the total is wrong, so its store is not looked up. */
const REFERENCES = [
  sale(2, 121, "2023-03-01", 1, "10.00"),
  sale(99, 121, "2023-03-02", 1, "20.00"),
  sale(2, 999, "2023-03-03", 1, "40.00"),
  sale(2, 121, "2023-03-04", 77, "80.00"),
  sale(99, 999, "2023-03-05", 77, "160.00"),
  "2,999,salt,2023-03-06,1,1.00,1,9.00",
];

test("sales with unknown references count, and are warned of, unless the settings say otherwise", async () => {
  await using world = await worldWith({}, REFERENCES);

  const { summary } = await world.run();

  assert.deepEqual(summary.rows, { read: 6, accepted: 5, rejected: 1 });
  assert.deepEqual(summary.warnings, {
    "unknown_reference:customer": 2,
    "unknown_reference:store": 2,
    "unknown_reference:sales_person": 2,
  });
  assert.deepEqual(await world.rows("SELECT SUM(total_sales) AS total FROM customers_data_mart"), [
    { total: "310.00" },
  ]);
});

test("unknownReferences reject rejects them with every reason, and warns of none", async () => {
  await using world = await worldWith({ unknownReferences: "reject", maxRejectedRatio: 0.9 }, REFERENCES);

  const { summary } = await world.run();

  assert.deepEqual(summary.rows, { read: 6, accepted: 1, rejected: 5 });
  assert.deepEqual(summary.warnings, {});
  assert.deepEqual(await world.rows("SELECT customer_id, total_purchases, total_sales FROM customers_data_mart"), [
    { customer_id: 2, total_purchases: "1", total_sales: "10.00" },
  ]);
  assert.deepEqual((await rejectedRecords(world)).map(({ reasons }) => reasons.join(" ")).toSorted(), [
    "total_mismatch",
    "unknown_reference:customer",
    "unknown_reference:customer unknown_reference:store unknown_reference:sales_person",
    "unknown_reference:sales_person",
    "unknown_reference:store",
  ]);
});

test("a file whose sales are mostly of unknown references is refused with unknownReferences reject", async () => {
  await using world = await worldWith({ unknownReferences: "reject" }, REFERENCES);

  const { summary } = await world.run();

  assert.deepEqual(summary.files, { processed: 0, invalid: 1, duplicate: 0, superseded: 0, pending: 0 });
  assert.deepEqual(await world.rows("SELECT reason FROM staging_files WHERE feed = 'sales'"), [
    {
      reason:
        "too_many_rejected_rows: 5 of 6 rows were rejected: " +
        "unknown_reference:customer in 2, such as 99,121,salt,2023-03-02,1,20.00,1,20.00; " +
        "unknown_reference:sales_person in 2, such as 2,121,salt,2023-03-04,77,80.00,1,80.00; " +
        "unknown_reference:store in 2, such as 2,999,salt,2023-03-03,1,40.00,1,40.00; … and 1 more codes",
    },
  ]);
  assert.deepEqual(await world.rows("SELECT * FROM customers_data_mart"), []);
});

/**
 * March: persons 1, 2 and 3 share rank 1 in store 121 with 100.00 each, person 4 has less. Store 122: person 1 alone.
 * April: persons 1 and 2 share rank 1 in store 121 with 333.35 each, of which 1 % is 3.3335.
 */
const TIES = [
  sale(1, 121, "2023-03-01", 1, "100.00"),
  sale(1, 121, "2023-03-02", 2, "60.00"),
  sale(1, 121, "2023-03-03", 2, "40.00"),
  sale(2, 121, "2023-03-04", 3, "100.00"),
  sale(2, 121, "2023-03-05", 4, "99.99"),
  sale(2, 122, "2023-03-06", 1, "150.00"),
  sale(1, 121, "2023-04-01", 1, "333.35"),
  sale(2, 121, "2023-04-02", 2, "333.35"),
];

const RANKED: readonly (readonly [store: number, month: string, person: number, total: string, rank: number])[] = [
  [121, "2023-03", 1, "100.00", 1],
  [121, "2023-03", 2, "100.00", 1],
  [121, "2023-03", 3, "100.00", 1],
  [121, "2023-03", 4, "99.99", 4],
  [121, "2023-04", 1, "333.35", 1],
  [121, "2023-04", 2, "333.35", 1],
  [122, "2023-03", 1, "150.00", 1],
];

/** Incentives in the order of `RANKED`. Split: 1.00 in three parts, and 3.3335 in two, HALF_UP to 2 places. */
const INCENTIVES = {
  all: ["1.00", "1.00", "1.00", "0.00", "3.33", "3.33", "1.50"],
  split: ["0.33", "0.33", "0.33", "0.00", "1.67", "1.67", "1.50"],
  none: ["0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "1.50"],
} as const;

for (const tieRule of ["all", "split", "none"] as const) {
  test(`tieRule ${tieRule} pays people who share rank 1 accordingly, in MySQL and in the partitions`, async () => {
    await using world = await worldWith({}, TIES, { tieRule });

    const { error } = await world.run();

    assert.equal(error, undefined);
    const expected = RANKED.map((row, position) => [...row, INCENTIVES[tieRule][position]].map(String));
    const columns = ["store_id", "sales_month", "sales_person_id", "total_sales", "sales_rank", "incentive"];
    const inMysql = await world.rows(
      `SELECT ${columns.join(", ")} FROM sales_team_data_mart ORDER BY store_id, sales_month, sales_person_id`,
    );
    assert.deepEqual(
      inMysql.map((row) => columns.map((column) => String(row[column]))),
      expected,
    );
    const inPartitions = await readPartitions(await world.partitions());
    assert.deepEqual(
      inPartitions.map((row) => columns.map((column) => row[column])),
      expected,
    );
  });
}
