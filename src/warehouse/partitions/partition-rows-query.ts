import { loadTablesOf, renamedPeopleTable } from "../load-tables.ts";
import { SALES_TEAM_MART } from "../marts.ts";

/**
 * A SELECT, for Spark's JDBC reader, of the rows of every partition that the batch puts, as they will be after the
 * commit: from the load table for the touched months, from the mart with the new names for the renamed ones.
 */
export function partitionRowsQuery(batchId: string): string {
  const { salesTeamDataMart } = loadTablesOf(batchId, []);
  return `SELECT l.store_id, l.sales_month, l.sales_person_id, l.full_name, l.total_sales, l.sales_rank, l.incentive
    FROM ${salesTeamDataMart} l
    JOIN batch_partitions b ON b.batch_id = '${batchId}' AND b.store_id = l.store_id AND b.sales_month = l.sales_month
    WHERE b.action = 'put' AND b.origin = 'computed'
    UNION ALL
    SELECT m.store_id, m.sales_month, m.sales_person_id,
           CASE WHEN p.sales_person_id IS NULL THEN m.full_name ELSE p.full_name END AS full_name,
           m.total_sales, m.sales_rank, m.incentive
    FROM ${SALES_TEAM_MART.name} m
    JOIN batch_partitions b ON b.batch_id = '${batchId}' AND b.store_id = m.store_id AND b.sales_month = m.sales_month
    LEFT JOIN ${renamedPeopleTable(batchId)} p ON p.sales_person_id = m.sales_person_id
    WHERE b.action = 'put' AND b.origin = 'renamed'`;
}

/** The same after the commit: the mart has them all. */
export function committedPartitionRowsQuery(batchId: string): string {
  return `SELECT m.store_id, m.sales_month, m.sales_person_id, m.full_name, m.total_sales, m.sales_rank, m.incentive
    FROM ${SALES_TEAM_MART.name} m
    JOIN batch_partitions b ON b.batch_id = '${batchId}' AND b.store_id = m.store_id AND b.sales_month = m.sales_month
    WHERE b.action = 'put'`;
}
