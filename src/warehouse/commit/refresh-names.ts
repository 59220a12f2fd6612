import { fullNameOf } from "../dimensions.ts";
import { renamedPeopleTable } from "../load-tables.ts";
import { CUSTOMERS_MART, SALES_TEAM_MART } from "../marts.ts";
import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";

/**
 * Only customers that changed since the last committed batch was opened, which is before it read them. An outside
 * transaction stamps its rows when it writes them and shows them when it commits: the hour is for that.
 */
const CHANGED_LATELY = `
  c.updated_at >= COALESCE(
    (SELECT MAX(b.opened_at) FROM batches b WHERE b.state IN ('committed', 'completed')) - INTERVAL 1 HOUR,
    TIMESTAMP '1971-01-01 00:00:00')`;

const IS_STAMPED = `
  SELECT COUNT(*) AS columns_found
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'customer' AND column_name = 'updated_at'`;

/** Carries today's names and addresses into every month of the customers mart. Returns the number of rows changed. */
export async function refreshCustomers(sql: Sql, batchId: string): Promise<number> {
  const [row] = await sql.query(IS_STAMPED);
  // A table that others made need not say when its rows changed: then all are compared.
  const isStamped = row !== undefined && integer(row, "columns_found") > 0;
  return (await sql.execute(customers(isStamped ? CHANGED_LATELY : "TRUE"), [batchId])).affectedRows;
}

function customers(candidates: string): string {
  return `
    UPDATE ${CUSTOMERS_MART.name} m
    JOIN customer c ON c.customer_id = m.customer_id
    SET m.full_name = ${fullNameOf("c")}, m.address = c.address, m.phone_number = c.phone_number, m.batch_id = ?
    WHERE ${candidates}
      AND NOT (m.full_name <=> ${fullNameOf("c")} AND m.address <=> c.address AND m.phone_number <=> c.phone_number)`;
}

/** Carries the new names that `planPartitions` found into the other months. Returns the number of rows changed. */
export async function refreshSalesTeam(sql: Sql, batchId: string, months: readonly string[]): Promise<number> {
  // No month is called "": it stands for the empty list, which SQL cannot write.
  return (await sql.execute(salesTeam(renamedPeopleTable(batchId)), [batchId, ["", ...months]])).affectedRows;
}

function salesTeam(people: string): string {
  return `
    UPDATE ${SALES_TEAM_MART.name} m
    JOIN ${people} p ON p.sales_person_id = m.sales_person_id
    SET m.full_name = p.full_name, m.batch_id = ?
    WHERE m.sales_month NOT IN (?) AND NOT (m.full_name <=> p.full_name)`;
}
