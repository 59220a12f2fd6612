import { type Mart, MONTH } from "../job/index.ts";

/** A SELECT, for Spark's JDBC reader, of columns of the months' rows of a mart. */
export function martRowsQuery({ name }: Mart, columns: readonly string[], months: readonly string[]): string {
  return `SELECT ${columns.join(", ")} FROM ${name} WHERE ${MONTH} IN (${months.map(literal).join(", ")})`;
}

function literal(month: string): string {
  if (!/^\d{4}-\d{2}$/.test(month)) throw new RangeError(`'${month}' is no month: expected one like 2024-01`);
  return `'${month}'`;
}
