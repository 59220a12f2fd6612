import {
  type Job,
  MONTH,
  type PartitionedMart,
  partitionedMarts,
  type ShownColumns,
  shownColumns,
} from "../../job/index.ts";
import type { Warehouse } from "../connection.ts";
import { effectiveDimensionQuery } from "../dimensions.ts";
import { type LoadTables, loadTableOf, shownTable } from "../load-tables.ts";
import { martTable } from "../marts.ts";
import { isSaidOf, sayingOf } from "../shown-query.ts";
import type { Sql } from "../sql.ts";
import { dataColumns, sameIn, sameKey } from "../table.ts";
import { partitionColumns, pathOf, samePartition } from "./partition.ts";
import { type PublishedPartition, planRepublished } from "./plan-republished.ts";
import { type PlannedPartition, plannedPartitions } from "./planned-partition.ts";

const FORGET = "DELETE FROM batch_mart_partitions WHERE batch_id = ?";

export interface PartitionPlan {
  readonly batchId: string;
  readonly job: Pick<Job, "marts">;
  /** The touched months, yyyy-MM. */
  readonly months: readonly string[];
  readonly loadTables: LoadTables;
  /** What lies in S3: what differs there is planned as well. Left out, S3 is taken to be as the marts say. */
  readonly published?: readonly PublishedPartition[] | undefined;
}

/**
 * Finds and records which partitions the batch changes, mart by mart: in the touched months those whose rows in the load table
 * differ from the mart or that vanish; in the other months those that show what a dimension does not say any more.
 *
 * What is to be shown is kept with the batch, so that the partition objects and the commit use the same, even if somebody
 * updates the dimension between the two. Can be repeated before the commit.
 */
export function planPartitions(
  warehouse: Warehouse,
  { batchId, job, months, loadTables, published }: PartitionPlan,
): Promise<readonly PlannedPartition[]> {
  return warehouse.transaction(async (sql) => {
    await sql.execute(FORGET, [batchId]);
    for (const mart of partitionedMarts(job)) {
      const loadTable = loadTableOf(loadTables.marts, mart.name);
      if (months.length > 0) {
        await sql.execute(changed(mart, loadTable), [batchId, months]);
        await sql.execute(vanished(mart, loadTable), [batchId, months]);
      }
      await planRenamed(sql, mart, { batchId, months, loadTables });
      if (published !== undefined) await planRepublished(sql, mart, { batchId, months, loadTable, published });
    }
    return await plannedPartitions(sql, batchId);
  });
}

async function planRenamed(
  sql: Sql,
  mart: PartitionedMart,
  { batchId, months, loadTables }: Pick<PartitionPlan, "batchId" | "months" | "loadTables">,
): Promise<void> {
  // No month is called this: it stands for the empty list, which SQL cannot write.
  const touched = ["", ...months];
  for (const [position, shown] of shownColumns(mart).entries()) {
    const table = shownTable(batchId, mart, position);
    await sql.execute(`DELETE FROM ${table}`);
    const dimension = effectiveDimensionQuery(shown.dimension, loadTables.dimensions[shown.dimension.name]);
    const { affectedRows } = await sql.execute(shownDifferently(mart, shown, table, dimension), [touched]);
    if (affectedRows > 0) await sql.execute(renamed(mart, shown, table), [batchId, touched]);
  }
}

/** A partition that two dimensions rename is one. */
const INTO =
  "INSERT IGNORE INTO batch_mart_partitions (batch_id, mart, partition_path, sales_month, action, origin, row_count)";

function changed(mart: PartitionedMart, loadTable: string): string {
  const table = martTable(mart);
  return `
    ${INTO}
    SELECT ?, '${mart.name}', ${pathOf(mart, "fresh")}, fresh.${MONTH}, 'put', 'computed', fresh.row_count
    FROM (
      SELECT ${partitionColumns(mart, "l")}, COUNT(*) AS row_count,
             SUM(NOT (${sameIn(dataColumns(table), "m", "l")})) AS differing
      FROM ${loadTable} l
      LEFT JOIN ${mart.name} m ON ${sameKey(table, "m", "l")}
      GROUP BY ${partitionColumns(mart, "l")}
    ) fresh
    LEFT JOIN (
      SELECT ${partitionColumns(mart, "p")}, COUNT(*) AS row_count
      FROM ${mart.name} p
      WHERE p.${MONTH} IN (?)
      GROUP BY ${partitionColumns(mart, "p")}
    ) present ON ${samePartition(mart, "present", "fresh")}
    WHERE fresh.differing > 0 OR NOT (fresh.row_count <=> present.row_count)`;
}

function vanished(mart: PartitionedMart, loadTable: string): string {
  return `
    ${INTO}
    SELECT DISTINCT ?, '${mart.name}', ${pathOf(mart, "m")}, m.${MONTH}, 'delete', 'computed', 0
    FROM ${mart.name} m
    WHERE m.${MONTH} IN (?)
      AND NOT EXISTS (SELECT 1 FROM ${loadTable} l WHERE ${samePartition(mart, "l", "m")})`;
}

/** A row that the dimension has no more shows nothing. */
function shownDifferently(mart: PartitionedMart, shown: ShownColumns, table: string, dimensionQuery: string): string {
  const { on } = shown;
  const names = Object.keys(shown.columns);
  return `
    INSERT INTO ${table} (${[on, ...names].join(", ")})
    SELECT DISTINCT m.${on}, ${names.map((name) => `t.${name}`).join(", ")}
    FROM ${mart.name} m
    LEFT JOIN (${sayingOf(shown, dimensionQuery)}) t ON ${isSaidOf(shown, "t", "m")}
    WHERE m.${MONTH} NOT IN (?) AND NOT (${sameIn(names, "m", "t")})`;
}

function renamed(mart: PartitionedMart, { on, columns }: ShownColumns, table: string): string {
  return `
    ${INTO}
    SELECT ?, '${mart.name}', ${pathOf(mart, "m")}, m.${MONTH}, 'put', 'renamed', COUNT(*)
    FROM ${mart.name} m
    LEFT JOIN ${table} t ON t.${on} = m.${on}
    WHERE m.${MONTH} NOT IN (?)
    GROUP BY ${partitionColumns(mart, "m")}
    HAVING SUM(t.${on} IS NOT NULL AND NOT (${sameIn(Object.keys(columns), "m", "t")})) > 0`;
}
