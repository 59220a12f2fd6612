import assert from "node:assert/strict";
import { compareMarts } from "./oracle/compare-marts.ts";
import { readPartitions } from "./oracle/read-partitions.ts";
import { EXPECTED_CUSTOMERS_MART, EXPECTED_SALES_TEAM_MART } from "./worked-example.ts";
import type { World } from "./world.ts";

/** Asserts that both marts in MySQL and the partition objects are those of the worked example, computed by hand. */
export async function expectWorkedExample(world: Pick<World, "rows" | "partitions">): Promise<void> {
  const customers = await world.rows("SELECT * FROM customers_data_mart");
  assert.deepEqual(compareMarts("customers_data_mart", EXPECTED_CUSTOMERS_MART, customers), []);
  const salesTeam = await world.rows("SELECT * FROM sales_team_data_mart");
  assert.deepEqual(compareMarts("sales_team_data_mart", EXPECTED_SALES_TEAM_MART, salesTeam), []);
  const partitions = await readPartitions(await world.partitions());
  assert.deepEqual(compareMarts("sales_team_data_mart", EXPECTED_SALES_TEAM_MART, partitions), []);
}
