/** One result row, before its columns are read. BIGINT, DECIMAL, dates and JSON arrive as text, so nothing was rounded. */
export type Row = Readonly<Record<string, unknown>>;

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw unexpected(row, column, "text");
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return isNull(row, column) ? null : text(row, column);
}

/** A count or an id. Throws when the value is beyond what a JS number holds exactly. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number))
    throw unexpected(row, column, "an integer below 2^53");
  return number;
}

export function integerOrNull(row: Row, column: string): number | null {
  return isNull(row, column) ? null : integer(row, column);
}

/** An exact decimal, as the text that the database printed, for example `-12.30`. */
export function decimal(row: Row, column: string): string {
  const value = text(row, column);
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw unexpected(row, column, "a decimal");
  return value;
}

/** An instant as ISO 8601 in UTC with microseconds; sessions run at +00:00, so the database prints UTC. */
export function instant(row: Row, column: string): string {
  return `${text(row, column).replace(" ", "T")}Z`;
}

export function instantOrNull(row: Row, column: string): string | null {
  return isNull(row, column) ? null : instant(row, column);
}

export function flag(row: Row, column: string): boolean {
  return integer(row, column) !== 0;
}

/** One value of a closed set of literals. */
export function oneOf<T extends string>(row: Row, column: string, allowed: readonly T[]): T {
  const value = row[column];
  const found = allowed.find((literal) => literal === value);
  if (found === undefined) throw unexpected(row, column, `one of ${allowed.join(", ")}`);
  return found;
}

/** A JSON array of strings; NULL is the empty list. */
export function textListOrEmpty(row: Row, column: string): readonly string[] {
  if (isNull(row, column)) return [];
  const value: unknown = JSON.parse(text(row, column));
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw unexpected(row, column, "a JSON list of strings");
  }
  return value;
}

function isNull(row: Row, column: string): boolean {
  return row[column] === null;
}

function unexpected(row: Row, column: string, wanted: string): TypeError {
  return new TypeError(`column ${column} holds ${JSON.stringify(row[column])}, expected ${wanted}`);
}
