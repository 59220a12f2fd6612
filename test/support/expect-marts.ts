import assert from "node:assert/strict";
import { compareMarts } from "./oracle/compare-marts.ts";
import { type Contract, type ContractInput, computeContract } from "./oracle/compute-contract.ts";
import { readPartitions } from "./oracle/read-partitions.ts";
import type { World } from "./world.ts";

/**
 * Asserts that both marts in MySQL, and the partition objects read by DuckDB, are exactly what the oracle computes from
 * the files that count. Returns what it computed.
 */
export async function expectMarts(world: World, input: ContractInput): Promise<Contract> {
  const contract = await computeContract(input);
  const customers = await world.rows("SELECT * FROM customers_data_mart");
  assert.deepEqual(compareMarts("customers_data_mart", contract.customersMart, customers), []);
  const salesTeam = await world.rows("SELECT * FROM sales_team_data_mart");
  assert.deepEqual(compareMarts("sales_team_data_mart", contract.salesTeamMart, salesTeam), []);
  const partitions = await readPartitions(await world.partitions());
  assert.deepEqual(compareMarts("sales_team_data_mart", contract.salesTeamMart, partitions), []);
  return contract;
}
