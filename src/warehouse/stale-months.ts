import type { Job } from "../job/index.ts";
import type { Sql } from "./sql.ts";

/** All months of the mart, until they are computed anew. */
export async function markStale(sql: Sql, mart: string): Promise<void> {
  await sql.execute(
    `INSERT IGNORE INTO stale_mart_months (mart, sales_month) SELECT DISTINCT ?, sales_month FROM ${mart}`,
    [mart],
  );
}

const FRESH = "DELETE FROM stale_mart_months WHERE mart IN (?) AND sales_month IN (?)";

/** With the commit of a batch that has computed these months of all marts. */
export async function markFresh(sql: Sql, { marts }: Pick<Job, "marts">, months: readonly string[]): Promise<void> {
  if (months.length === 0 || marts.length === 0) return;
  await sql.execute(FRESH, [marts.map(({ name }) => name), months]);
}
