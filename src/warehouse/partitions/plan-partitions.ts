import type { Warehouse } from "../connection.ts";
import { effectiveDimensionQuery, fullNameOf } from "../dimensions.ts";
import { type LoadTables, renamedPeopleTable } from "../load-tables.ts";
import { SALES_TEAM_MART } from "../marts.ts";
import type { Sql } from "../sql.ts";
import { dataColumns, sameIn, sameKey } from "../table.ts";
import { type PublishedPartition, planRepublished } from "./plan-republished.ts";
import { type PlannedPartition, plannedPartitions } from "./planned-partition.ts";

const FORGET = "DELETE FROM batch_partitions WHERE batch_id = ?";

/**
 * Finds and records which partitions of the sales-team mart the batch changes: in the touched months those whose rows
 * in the load table differ from the mart or that vanish; in the other months those of people whose name has changed.
 *
 * The new names are kept with the batch, so that the partition objects and the commit use the same, even if somebody
 * updates `sales_team` between the two. Can be repeated before the commit.
 */
export function planPartitions(
  warehouse: Warehouse,
  {
    batchId,
    months,
    loadTables,
    published,
  }: {
    readonly batchId: string;
    readonly months: readonly string[];
    readonly loadTables: LoadTables;
    /** What lies in S3: what differs there is planned as well. Left out, S3 is taken to be as the mart says. */
    readonly published?: readonly PublishedPartition[] | undefined;
  },
): Promise<readonly PlannedPartition[]> {
  return warehouse.transaction(async (sql) => {
    await sql.execute(FORGET, [batchId]);
    if (months.length > 0) {
      await sql.execute(changed(loadTables.salesTeamDataMart), [batchId, months]);
      await sql.execute(vanished(loadTables.salesTeamDataMart), [batchId, months]);
    }
    await planRenamed(sql, batchId, months, loadTables.dimensions.sales_team);
    if (published !== undefined) {
      await planRepublished(sql, { batchId, months, loadTable: loadTables.salesTeamDataMart, published });
    }
    return await plannedPartitions(sql, batchId);
  });
}

async function planRenamed(sql: Sql, batchId: string, months: readonly string[], teamLoadTable: string | undefined) {
  const people = renamedPeopleTable(batchId);
  // No month is called this: it stands for the empty list, which SQL cannot write.
  const touched = ["", ...months];
  await sql.execute(`DELETE FROM ${people}`);
  const { affectedRows } = await sql.execute(renamedPeople(people, teamLoadTable), [touched]);
  if (affectedRows > 0) await sql.execute(renamed(people), [batchId, touched]);
}

const INTO = "INSERT INTO batch_partitions (batch_id, store_id, sales_month, action, origin, row_count)";

const MART = SALES_TEAM_MART.name;

function changed(loadTable: string): string {
  return `
    ${INTO}
    SELECT ?, fresh.store_id, fresh.sales_month, 'put', 'computed', fresh.row_count
    FROM (
      SELECT l.store_id, l.sales_month, COUNT(*) AS row_count,
             SUM(NOT (${sameIn(dataColumns(SALES_TEAM_MART), "m", "l")})) AS differing
      FROM ${loadTable} l
      LEFT JOIN ${MART} m ON ${sameKey(SALES_TEAM_MART, "m", "l")}
      GROUP BY l.store_id, l.sales_month
    ) fresh
    LEFT JOIN (
      SELECT store_id, sales_month, COUNT(*) AS row_count
      FROM ${MART}
      WHERE sales_month IN (?)
      GROUP BY store_id, sales_month
    ) present ON present.store_id = fresh.store_id AND present.sales_month = fresh.sales_month
    WHERE fresh.differing > 0 OR NOT (fresh.row_count <=> present.row_count)`;
}

function vanished(loadTable: string): string {
  return `
    ${INTO}
    SELECT DISTINCT ?, m.store_id, m.sales_month, 'delete', 'computed', 0
    FROM ${MART} m
    WHERE m.sales_month IN (?)
      AND NOT EXISTS (SELECT 1 FROM ${loadTable} l WHERE l.store_id = m.store_id AND l.sales_month = m.sales_month)`;
}

function renamedPeople(people: string, teamLoadTable: string | undefined): string {
  return `
    INSERT INTO ${people} (sales_person_id, full_name)
    SELECT DISTINCT m.sales_person_id, t.full_name
    FROM ${MART} m
    JOIN (
      SELECT d.id, ${fullNameOf("d")} AS full_name
      FROM (${effectiveDimensionQuery("sales_team", teamLoadTable)}) d
    ) t ON t.id = m.sales_person_id
    WHERE m.sales_month NOT IN (?) AND NOT (m.full_name <=> t.full_name)`;
}

function renamed(people: string): string {
  return `
    ${INTO}
    SELECT ?, m.store_id, m.sales_month, 'put', 'renamed', COUNT(*)
    FROM ${MART} m
    LEFT JOIN ${people} p ON p.sales_person_id = m.sales_person_id
    WHERE m.sales_month NOT IN (?)
    GROUP BY m.store_id, m.sales_month
    HAVING SUM(p.sales_person_id IS NOT NULL AND NOT (m.full_name <=> p.full_name)) > 0`;
}
