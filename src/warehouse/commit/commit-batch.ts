import type { Warehouse } from "../connection.ts";
import { recordSources } from "../dimension-sources.ts";
import { DIMENSIONS } from "../dimensions.ts";
import { requireToken } from "../lease/lease-row.ts";
import { recordFailedUpdates } from "../ledger/record-failed-updates.ts";
import { loadTablesOf } from "../load-tables.ts";
import { CUSTOMERS_MART, SALES_TEAM_MART } from "../marts.ts";
import { recordStaged } from "../partitions/publishable-partition.ts";
import type { Sql } from "../sql.ts";
import { recordRejections } from "./batch-rejections.ts";
import { checkTotals } from "./check-totals.ts";
import type { CommitInput } from "./commit-input.ts";
import { commitOnce } from "./commit-once.ts";
import type { CommitResult } from "./commit-result.ts";
import { incentiveChanges } from "./incentive-changes.ts";
import { countRows, markCommitted } from "./mark-committed.ts";
import { refreshCustomers, refreshSalesTeam } from "./refresh-names.ts";
import { settleFiles } from "./settle-files.ts";
import { upsertDimension } from "./upsert-dimension.ts";
import { upsertMart } from "./upsert-mart.ts";

const INCENTIVE_LIMIT = 100;

/**
 * The only commit point: one transaction makes files, dimensions, both marts and the batch's state true together, or
 * none of them.
 *
 * @throws FencedOutError if another run has taken the lease, IntegrityError if what was built does not add up, and what
 *   `commitOnce` throws. Nothing is committed then, except after `outcome_unknown`.
 */
export async function commitBatch(warehouse: Warehouse, input: CommitInput): Promise<CommitResult> {
  const { runId, batchId, silenceMs, files, invalid } = input;
  const onFailure = recordFailedUpdates(
    warehouse,
    { fileIds: files.map(({ fileId }) => fileId), to: "Processed", runId, batchId },
    { fileIds: invalid.map(({ fileId }) => fileId), to: "Invalid", runId, batchId },
  );
  const result = await commitOnce(warehouse, { batchId, silenceMs, onFailure }, (sql) => apply(sql, input));
  await input.at?.("after_commit");
  return result;
}

async function apply(sql: Sql, input: CommitInput): Promise<CommitResult> {
  const { batchId, fencingToken, dimensions, partitions, incentiveLimit = INCENTIVE_LIMIT, at } = input;
  const months = input.months.toSorted();
  const loadTables = loadTablesOf(batchId, dimensions);
  await requireToken(sql, fencingToken, "look");
  await at?.("begun");

  for (const feed of dimensions) {
    const loadTable = loadTables.dimensions[feed];
    if (loadTable === undefined) continue;
    await upsertDimension(sql, DIMENSIONS[feed], loadTable);
    await recordSources(sql, feed, loadTable);
  }
  await at?.("dimensions_upserted");

  await settleFiles(sql, input);
  await checkTotals(sql, loadTables, months);
  await recordStaged(sql, batchId, partitions);
  await recordRejections(sql, batchId, input.rejections ?? []);
  await at?.("files_settled");

  const incentives = await incentiveChanges(sql, loadTables.salesTeamDataMart, months, incentiveLimit);
  const customers =
    (await upsertMart(sql, CUSTOMERS_MART, loadTables.customersDataMart, months, batchId)) +
    (await refreshCustomers(sql, batchId));
  const salesTeam =
    (await upsertMart(sql, SALES_TEAM_MART, loadTables.salesTeamDataMart, months, batchId)) +
    (await refreshSalesTeam(sql, batchId, months));
  await at?.("marts_upserted");

  const result: CommitResult = {
    months,
    marts: {
      customers_data_mart: { rows: await countRows(sql, CUSTOMERS_MART.name), changed: customers },
      sales_team_data_mart: { rows: await countRows(sql, SALES_TEAM_MART.name), changed: salesTeam },
    },
    incentives,
  };
  await markCommitted(sql, input, result);
  // Last, so that a long commit does not keep its own lease from being renewed. From here to COMMIT nobody can take it.
  await requireToken(sql, fencingToken, "lock");
  await at?.("before_commit");
  return result;
}
