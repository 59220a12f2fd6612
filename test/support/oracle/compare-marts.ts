import { MARTS, type MartName, type MartRow, sorted } from "./mart-row.ts";

/**
 * The differences between two versions of a mart, one line each; none if they are equal. Columns that the mart's contract
 * does not name (metadata) are not compared.
 *
 * @param actual rows as a driver returns them: numbers, bigints and text; dates and money must be text
 */
export function compareMarts(
  mart: MartName,
  expected: readonly MartRow[],
  actual: readonly Readonly<Record<string, unknown>>[],
): readonly string[] {
  const wanted = keyed(mart, expected);
  const found = keyed(
    mart,
    actual.map((row) => martRow(mart, row)),
  );
  const lines: string[] = [];
  if (found.size !== actual.length) lines.push(`${actual.length - found.size} rows repeat a key`);
  for (const [key, row] of wanted) {
    const other = found.get(key);
    if (other === undefined) lines.push(`${key}: missing`);
    else lines.push(...differences(key, row, other));
  }
  for (const key of found.keys()) if (!wanted.has(key)) lines.push(`${key}: not expected`);
  return lines;
}

/** The mart's columns of a row from a driver, as text. */
function martRow(mart: MartName, row: Readonly<Record<string, unknown>>): MartRow {
  return Object.fromEntries(MARTS[mart].columns.map((column) => [column, exactText(column, row[column])]));
}

function differences(key: string, expected: MartRow, actual: MartRow): readonly string[] {
  return Object.keys(expected)
    .filter((column) => expected[column] !== actual[column])
    .map((column) => `${key}: ${column} is ${actual[column]}, expected ${expected[column]}`);
}

function keyed(mart: MartName, rows: readonly MartRow[]): ReadonlyMap<string, MartRow> {
  const columns = MARTS[mart].key;
  return new Map(sorted(mart, rows).map((row) => [columns.map((column) => row[column]).join(" "), row]));
}

function exactText(column: string, value: unknown): string | null {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value);
  throw new TypeError(
    `${column} is ${String(value)} (${typeof value}). Read decimals, big integers and dates as text.`,
  );
}
