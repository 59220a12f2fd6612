import type { FileRecord } from "./file-record.ts";
import { type Cents, parseMoney } from "./money.ts";
import { SALES_COLUMNS, type Sale } from "./sale.ts";

const LARGEST_INTEGER = 2_147_483_647n;
/** DECIMAL(18,2) holds amounts below this. */
const MONEY_LIMIT: Cents = 10n ** 18n;

export type Verdict = { readonly sale: Sale } | { readonly reasons: readonly string[] };

/** Whether a row counts, or every reason why not. `asOf` is the run's date, `yyyy-MM-dd`. */
export function judge(record: FileRecord, asOf: string): Verdict {
  if (typeof record === "string") return { reasons: [record] };
  const reasons: string[] = [];

  /** The parsed value, or null if there is none; a value out of range is still a value to compare with. */
  const value = <T>(column: string, parse: (text: string) => T | null, inRange: (value: T) => boolean): T | null => {
    const text = record.get(column) ?? "";
    const parsed = text === "" ? null : parse(text);
    if (text === "") reasons.push(`missing:${column}`);
    else if (parsed === null) reasons.push(`malformed:${column}`);
    else if (!inRange(parsed)) reasons.push(`out_of_range:${column}`);
    return parsed;
  };

  const customerId = value("customer_id", parseInteger, isPositiveInt);
  const storeId = value("store_id", parseInteger, isPositiveInt);
  const productName = value(
    "product_name",
    (text) => text,
    () => true,
  );
  const date = value("sales_date", parseDate, (day) => day >= "1582-10-15");
  const personId = value("sales_person_id", parseInteger, isPositiveInt);
  const price = value("price", parseMoney, isAmount);
  const quantity = value("quantity", parseInteger, isPositiveInt);
  const total = value("total_cost", parseMoney, isAmount);

  if (price !== null && quantity !== null && total !== null) {
    const difference = total - price * quantity;
    if (difference > 1n || difference < -1n) reasons.push("total_mismatch");
  }
  if (date !== null && date > asOf) reasons.push("future_date");

  const complete = customerId !== null && storeId !== null && productName !== null && date !== null;
  if (reasons.length > 0 || !complete || personId === null || price === null || quantity === null || total === null) {
    return { reasons };
  }
  return {
    sale: {
      customerId: Number(customerId),
      storeId: Number(storeId),
      productName,
      date,
      personId: Number(personId),
      price,
      quantity: Number(quantity),
      total,
      additional: additional(record),
    },
  };
}

function additional(record: ReadonlyMap<string, string | null>): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [name, value] of record) {
    if (!SALES_COLUMNS.includes(name) && value !== null && value !== "") values.set(name, value);
  }
  return Object.fromEntries(values);
}

function parseInteger(text: string): bigint | null {
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace("+", "")) : null;
}

function isPositiveInt(value: bigint): boolean {
  return value >= 1n && value <= LARGEST_INTEGER;
}

function isAmount(value: Cents): boolean {
  return value >= 0n && value < MONEY_LIMIT;
}

/** A day of the calendar, `yyyy-MM-dd` and nothing else. */
function parseDate(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}
