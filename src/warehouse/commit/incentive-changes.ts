import { SALES_TEAM_MART } from "../marts.ts";
import { decimal, integer, text, textOrNull } from "../row.ts";
import type { Sql } from "../sql.ts";

/** An incentive that somebody had and has no longer, or has now and had not, or that is another amount. */
export interface IncentiveChange {
  readonly storeId: number;
  readonly salesMonth: string;
  readonly salesPersonId: number;
  readonly fullName: string | null;
  /** Exact, two decimals; "0.00" for a person without sales. */
  readonly before: string;
  readonly after: string;
}

/**
 * Compares the load table with the mart, so it must run before the mart changes. Only store months that the mart has
 * already: in a new one nothing moved, it was computed for the first time.
 */
export async function incentiveChanges(
  sql: Sql,
  loadTable: string,
  months: readonly string[],
  limit: number,
): Promise<{ readonly moved: number; readonly changes: readonly IncentiveChange[] }> {
  if (months.length === 0) return { moved: 0, changes: [] };
  const rows = await sql.query(changesIn(loadTable), [months, limit]);
  const [first] = rows;
  return {
    moved: first === undefined ? 0 : integer(first, "moved"),
    changes: rows.map((row) => ({
      storeId: integer(row, "store_id"),
      salesMonth: text(row, "sales_month"),
      salesPersonId: integer(row, "sales_person_id"),
      fullName: textOrNull(row, "full_name"),
      before: decimal(row, "before_incentive"),
      after: decimal(row, "after_incentive"),
    })),
  };
}

const MART = SALES_TEAM_MART.name;

function changesIn(loadTable: string): string {
  return `
    SELECT c.*, COUNT(*) OVER () AS moved
    FROM (
      SELECT l.store_id, l.sales_month, l.sales_person_id, l.full_name,
             COALESCE(m.incentive, 0.00) AS before_incentive, l.incentive AS after_incentive
      FROM ${loadTable} l
      LEFT JOIN ${MART} m
        ON m.store_id = l.store_id AND m.sales_month = l.sales_month AND m.sales_person_id = l.sales_person_id
      WHERE COALESCE(m.incentive, 0.00) <> l.incentive
        AND EXISTS (SELECT 1 FROM ${MART} e WHERE e.store_id = l.store_id AND e.sales_month = l.sales_month)
      UNION ALL
      SELECT m.store_id, m.sales_month, m.sales_person_id, m.full_name, m.incentive, 0.00
      FROM ${MART} m
      WHERE m.sales_month IN (?)
        AND m.incentive <> 0
        AND NOT EXISTS (
          SELECT 1 FROM ${loadTable} l
          WHERE l.store_id = m.store_id AND l.sales_month = m.sales_month AND l.sales_person_id = m.sales_person_id
        )
    ) c
    ORDER BY c.store_id, c.sales_month, c.sales_person_id
    LIMIT ?`;
}
