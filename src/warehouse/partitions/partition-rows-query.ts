import { type PartitionedMart, shownColumns } from "../../job/index.ts";
import { loadTableOf, loadTablesOf, shownTable } from "../load-tables.ts";
import { martTable } from "../marts.ts";
import { allColumns, columnList } from "../table.ts";
import { pathOf } from "./partition.ts";

/**
 * A SELECT, for Spark's JDBC reader, of the rows of every partition of the mart that the batch puts, as they will be after the
 * commit: from the load table for the touched months, from the mart with what dimensions say today for the others.
 */
export function partitionRowsQuery(batchId: string, mart: PartitionedMart): string {
  const columns = allColumns(martTable(mart));
  const loadTable = loadTableOf(loadTablesOf(batchId, { marts: [mart] }, []).marts, mart.name);
  const renamed = shownColumns(mart).map(({ on, columns: shown }, position) => ({
    table: shownTable(batchId, mart, position),
    alias: `t${position}`,
    on,
    columns: Object.keys(shown),
  }));
  const today = columns.map((column) => {
    const shown = renamed.find((one) => one.columns.includes(column));
    if (shown === undefined) return `m.${column}`;
    return `CASE WHEN ${shown.alias}.${shown.on} IS NULL THEN m.${column} ELSE ${shown.alias}.${column} END AS ${column}`;
  });
  const joins = renamed.map(({ table, alias, on }) => `LEFT JOIN ${table} ${alias} ON ${alias}.${on} = m.${on}`);
  return `SELECT ${columnList("l", columns)}
    FROM ${loadTable} l
    ${planned(batchId, mart, "l")}
    WHERE b.action = 'put' AND b.origin = 'computed'
    UNION ALL
    SELECT ${today.join(", ")}
    FROM ${mart.name} m
    ${planned(batchId, mart, "m")}
    ${joins.join("\n    ")}
    WHERE b.action = 'put' AND b.origin = 'renamed'`;
}

/** The same after the commit: the mart has them all. */
export function committedPartitionRowsQuery(batchId: string, mart: PartitionedMart): string {
  return `SELECT ${columnList("m", allColumns(martTable(mart)))}
    FROM ${mart.name} m
    ${planned(batchId, mart, "m")}
    WHERE b.action = 'put'`;
}

function planned(batchId: string, mart: PartitionedMart, alias: string): string {
  return `JOIN batch_mart_partitions b
      ON b.batch_id = '${batchId}' AND b.mart = '${mart.name}' AND b.partition_path = ${pathOf(mart, alias)}`;
}
