import assert from "node:assert/strict";
import { test } from "vitest";
import { until } from "../support/until.ts";
import { openWorld, type World } from "../support/world.ts";
import { readAllAlong } from "./reader.ts";

const CUSTOMER = `
  INSERT INTO customers_data_mart
    (customer_id, sales_month, total_purchases, total_quantity, total_sales, first_purchase_date, last_purchase_date, batch_id)
  VALUES (1, '2023-03', 1, 1, 10, '2023-03-01', '2023-03-01', 'b')`;
const SELLER = `
  INSERT INTO sales_team_data_mart (store_id, sales_month, sales_person_id, total_sales, sales_rank, incentive, batch_id)
  VALUES (1, '2023-03', 1, 10, 1, 0.1, 'b')`;

/** What a pipeline would do that is not atomic, and what the reader of the chaos tests must say of it. */
const WRONGS: Readonly<Record<string, { readonly does: (world: World) => Promise<void>; readonly says: RegExp }>> = {
  "half a batch in one mart": {
    does: (world) => world.change("UPDATE customers_data_mart SET total_sales = 20"),
    says: /^2023-03: 20\.00 and 10\.00$/,
  },
  "an empty mart": {
    does: (world) => world.change("DELETE FROM sales_team_data_mart"),
    says: /^2023-03: 10\.00 and 0\.00$/,
  },
  "two empty marts": {
    does: async (world) => {
      await world.change("DELETE c, s FROM customers_data_mart c JOIN sales_team_data_mart s USING (sales_month)");
    },
    says: /^0 months after 1$/,
  },
  "a torn partition": {
    does: (world) =>
      world.land("processed/sales_team_data_mart/store_id=1/sales_month=2023-03/data.parquet", "PAR1 torn"),
    says: /^a partition cannot be read: /,
  },
};

for (const [what, { does, says }] of Object.entries(WRONGS)) {
  test(`the reader that looks on while runs are killed notices ${what}`, async () => {
    await using world = await openWorld();
    for (const sql of [CUSTOMER, SELLER]) await world.change(sql);
    const reading = new AbortController();
    const seen: string[] = [];
    let looks = 0;
    const readings = readAllAlong(world, reading.signal, (wrong) => {
      looks += 1;
      seen.push(...wrong);
    });
    await until("it has looked", async () => looks > 0);
    await does(world);
    await until("it is noticed", async () => seen.length > 0);
    reading.abort();
    const { wrong } = await readings;
    assert.match(wrong[0] ?? "", says);
  });
}
