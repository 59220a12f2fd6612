import { type Mart, type MartView, MONTH } from "../../job/index.ts";
import { type Row, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** What a view shows, as the mart has it now. */
export type ViewRows =
  | {
      readonly view: Extract<MartView, { kind: "months" }>;
      /** yyyy-MM, ascending. */
      readonly months: readonly string[];
      /** One for each month and part. */
      readonly amounts: readonly { readonly month: string; readonly part: string; readonly amount: string }[];
    }
  | {
      readonly view: Exclude<MartView, { kind: "months" }>;
      /** The month that it is about, yyyy-MM; undefined for all. */
      readonly month: string | undefined;
      readonly rows: readonly RankedRow[];
    };

export interface RankedRow {
  readonly of: string;
  /** Null where the dimension has none. */
  readonly name: string | null;
  /** Exact. */
  readonly amount: string;
  /** The column within which it is the highest, then the others that the view names. */
  readonly also: readonly string[];
}

const MOST_MONTHS = 12;
const MOST_BEST = 50;
const MOST_TOP = 10;

/** @param upTo the newest month to look at, yyyy-MM; the mart's own where it is undefined */
export async function rowsOfView(db: Sql, mart: Mart, view: MartView, upTo: string | undefined): Promise<ViewRows> {
  const months = await latestMonths(db, mart, upTo);
  switch (view.kind) {
    case "months":
      return { view, months, amounts: months.length === 0 ? [] : await amountsOf(db, mart, view, months) };
    case "best": {
      const month = months.at(-1);
      const columns = [view.within, ...view.also];
      const rows = month === undefined ? [] : await db.query(bestIn(mart, view), [month, MOST_BEST]);
      return { view, month, rows: rows.map((row) => rankedRow(row, columns)) };
    }
    case "top": {
      const rows = await db.query(topOf(mart, view), [MOST_TOP]);
      return { view, month: undefined, rows: rows.map((row) => rankedRow(row, [])) };
    }
  }
}

async function latestMonths(db: Sql, { name }: Mart, upTo: string | undefined): Promise<readonly string[]> {
  const statement = `
    SELECT DISTINCT ${MONTH}
    FROM ${name}
    WHERE ? IS NULL OR ${MONTH} <= ?
    ORDER BY ${MONTH} DESC
    LIMIT ?`;
  const rows = await db.query(statement, [upTo ?? null, upTo ?? null, MOST_MONTHS]);
  return rows.map((row) => text(row, MONTH)).toReversed();
}

async function amountsOf(
  db: Sql,
  { name }: Mart,
  { by, amount }: Extract<MartView, { kind: "months" }>,
  months: readonly string[],
) {
  const statement = `
    SELECT ${MONTH}, CAST(${by} AS CHAR) AS part, CAST(SUM(${amount}) AS CHAR) AS amount
    FROM ${name}
    WHERE ${MONTH} IN (?)
    GROUP BY ${MONTH}, ${by}`;
  const rows = await db.query(statement, [months]);
  return rows.map((row) => ({ month: text(row, MONTH), part: text(row, "part"), amount: text(row, "amount") }));
}

/** Several share the place where their amounts are equal. */
function bestIn({ name: mart }: Mart, { amount, of, within, name, also }: Extract<MartView, { kind: "best" }>): string {
  const others = [within, ...also].map((column) => `, CAST(${column} AS CHAR) AS \`also ${column}\``).join("");
  return `
    SELECT CAST(${of} AS CHAR) AS id, ${name} AS name, CAST(${amount} AS CHAR) AS amount${others}
    FROM (
      SELECT m.*, RANK() OVER (PARTITION BY ${within} ORDER BY ${amount} DESC) AS place
      FROM ${mart} m
      WHERE m.${MONTH} = ?
    ) ranked
    WHERE place = 1
    ORDER BY ranked.${amount} DESC, ranked.${within}, ranked.${of}
    LIMIT ?`;
}

function topOf({ name: mart }: Mart, { amount, of, name }: Extract<MartView, { kind: "top" }>): string {
  return `
    SELECT CAST(${of} AS CHAR) AS id, MAX(${name}) AS name, CAST(SUM(${amount}) AS CHAR) AS amount
    FROM ${mart}
    GROUP BY ${of}
    ORDER BY SUM(${amount}) DESC, ${of}
    LIMIT ?`;
}

function rankedRow(row: Row, columns: readonly string[]): RankedRow {
  const name = row["name"];
  return {
    of: text(row, "id"),
    name: typeof name === "string" ? name : null,
    amount: text(row, "amount"),
    also: columns.map((column) => text(row, `also ${column}`)),
  };
}
