import { type Job, type Mart, MONTH, type ShownColumns, shownColumns } from "../job/index.ts";
import { effectiveDimensionQuery } from "./dimensions.ts";
import { text } from "./row.ts";
import { isSaidOf, sayingOf } from "./shown-query.ts";
import type { Sql } from "./sql.ts";
import { sameIn } from "./table.ts";

/**
 * What a mart shows of a dimension follows the dimension's table, which others may change: also without a time of the change, with
 * an older one, and by deleting rows. A digest of all that is shown tells, in one look at the dimension, whether the mart has to be
 * compared.
 */
export async function stateOf(sql: Sql, { dimension, by, columns }: ShownColumns): Promise<string> {
  const matched = by === undefined ? [] : [by];
  const values = [dimension.dimension.key, ...matched, ...Object.values(columns).map(({ from }) => from)];
  const bytes = values.map((value) => `COALESCE(HEX(CAST(${value} AS CHAR)), '-')`).join(", ");
  // Each row counts once, in whatever order they are read: no two have the same key.
  const [row] = await sql.query(`
    SELECT COUNT(*) AS rows_digested,
           BIT_XOR(CAST(CONV(LEFT(SHA2(CONCAT_WS(' ', ${bytes}), 256), 16), 16, 10) AS UNSIGNED)) AS digest
    FROM (${effectiveDimensionQuery(dimension)}) d`);
  return `${row?.["rows_digested"]}:${row?.["digest"]}`;
}

const KEPT = "SELECT digest AS digest FROM shown_dimensions WHERE mart = ? AND feed = ? AND shown_on = ?";
const KEEP = "REPLACE INTO shown_dimensions (mart, feed, shown_on, digest) VALUES (?, ?, ?, ?)";

/** The state that the mart showed at the last commit; undefined if none has kept it. */
export async function keptState(sql: Sql, mart: Mart, { dimension, on }: ShownColumns): Promise<string | undefined> {
  const [row] = await sql.query(KEPT, [mart.name, dimension.name, on]);
  return row && text(row, "digest");
}

export async function keepState(sql: Sql, mart: Mart, { dimension, on }: ShownColumns, state: string): Promise<void> {
  await sql.execute(KEEP, [mart.name, dimension.name, on, state]);
}

/** Whether a mart shows something that a dimension does not say any more. */
export async function isShownDifferently(db: Sql, { marts }: Pick<Job, "marts">): Promise<boolean> {
  for (const mart of marts) {
    for (const shown of shownColumns(mart)) {
      // Partitions are compared whenever they are planned, so that their marts have no state.
      const isKnown =
        mart.partitionBy === undefined && (await keptState(db, mart, shown)) === (await stateOf(db, shown));
      if (!isKnown && (await anyDifference(db, mart, shown))) return true;
    }
  }
  return false;
}

/** @param months only these. @default all */
export async function anyDifference(
  sql: Sql,
  { name }: Mart,
  shown: ShownColumns,
  months?: readonly string[],
): Promise<boolean> {
  const columns = Object.keys(shown.columns);
  const statement = `
    SELECT 1
    FROM ${name} m
    LEFT JOIN (${sayingOf(shown)}) d ON ${isSaidOf(shown, "d", "m")}
    WHERE NOT (${sameIn(columns, "m", "d")})
      ${months === undefined ? "" : `AND m.${MONTH} IN (?)`}
    LIMIT 1`;
  return (await sql.query(statement, months === undefined ? [] : [months])).length > 0;
}
