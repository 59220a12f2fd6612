import { fullNameOf } from "../dimensions.ts";
import { renamedPeopleTable } from "../load-tables.ts";
import { CUSTOMERS_MART, SALES_TEAM_MART } from "../marts.ts";
import type { Sql } from "../sql.ts";

/**
 * Only customers that changed since the last committed batch was opened, which is before it read them. An outside
 * transaction stamps its rows when it writes them and shows them when it commits: the hour is for that.
 */
const CUSTOMERS = `
  UPDATE ${CUSTOMERS_MART.name} m
  JOIN customer c ON c.customer_id = m.customer_id
  SET m.full_name = ${fullNameOf("c")}, m.address = c.address, m.phone_number = c.phone_number, m.batch_id = ?
  WHERE c.updated_at >= COALESCE(
      (SELECT MAX(b.opened_at) FROM batches b WHERE b.state IN ('committed', 'completed')) - INTERVAL 1 HOUR,
      TIMESTAMP '1971-01-01 00:00:00')
    AND NOT (m.full_name <=> ${fullNameOf("c")} AND m.address <=> c.address AND m.phone_number <=> c.phone_number)`;

/** Carries today's names and addresses into every month of the customers mart. Returns the number of rows changed. */
export async function refreshCustomers(sql: Sql, batchId: string): Promise<number> {
  return (await sql.execute(CUSTOMERS, [batchId])).affectedRows;
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
