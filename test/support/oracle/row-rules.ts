import type { FileRecord } from "./file-record.ts";
import { type Forms, readDay, type SaleSettings } from "./forms.ts";
import { type Cents, formatMoney, parseMoney } from "./money.ts";
import { SALES_COLUMNS, type Sale } from "./sale.ts";

const LARGEST_INTEGER = 2_147_483_647n;
/** DECIMAL(18,2) holds amounts below this. */
const MONEY_LIMIT: Cents = 10n ** 18n;

export type Verdict = { readonly sale: Sale } | { readonly reasons: readonly string[] };

/** Whether a row counts, or every reason why not. `asOf` is the run's date, `yyyy-MM-dd`. */
export function judge(record: FileRecord, asOf: string, settings: Forms & SaleSettings = {}): Verdict {
  if (typeof record === "string") return { reasons: [record] };
  const { returns = "reject", totalRule = "product", expect = {} } = settings;
  const reasons: string[] = [];
  const isQuantity = returns === "net" ? isSignedInt : isPositiveInt;
  const isTotal = returns === "net" ? isSignedAmount : isAmount;

  /** The parsed value, or null if there is none; a value out of range is still a value to compare with. */
  const value = <T>(
    column: string,
    parse: (text: string) => T | null,
    inRange: (value: T) => boolean,
    print: (value: T) => string,
  ): T | null => {
    const text = record.get(column) ?? "";
    const parsed = text === "" ? null : parse(text);
    if (text === "") reasons.push(`missing:${column}`);
    else if (parsed === null) reasons.push(`malformed:${column}`);
    else if (!inRange(parsed)) reasons.push(`out_of_range:${column}`);
    else if (expect[column] !== undefined && print(parsed) !== expect[column]) reasons.push(`unexpected:${column}`);
    return parsed;
  };

  const customerId = value("customer_id", parseInteger, isPositiveInt, String);
  const storeId = value("store_id", parseInteger, isPositiveInt, String);
  const productName = value(
    "product_name",
    (text) => text,
    () => true,
    String,
  );
  const date = value(
    "sales_date",
    (text) => readDay(text, settings),
    (day) => day >= "1582-10-15",
    String,
  );
  const personId = value("sales_person_id", parseInteger, isPositiveInt, String);
  const price = value("price", parseMoney, isAmount, formatMoney);
  const quantity = value("quantity", parseInteger, isQuantity, String);
  const total = value("total_cost", parseMoney, isTotal, formatMoney);

  const discount = totalRule === "discount" ? discountOf(record, reasons) : 0n;
  for (const [column, wanted] of Object.entries(expect)) {
    if (SALES_COLUMNS.includes(column)) continue;
    const text = record.get(column) ?? "";
    if (text === "") reasons.push(`missing:${column}`);
    else if (text !== wanted) reasons.push(`unexpected:${column}`);
  }

  if (quantity !== null && total !== null) {
    const hasOtherSign = returns === "net" && ((quantity < 0n && total > 0n) || (quantity > 0n && total < 0n));
    const difference = price === null || totalRule === "given" ? 0n : total - (price * quantity - discount);
    if (hasOtherSign || difference > 1n || difference < -1n) reasons.push("total_mismatch");
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

function isSignedInt(value: bigint): boolean {
  return isPositiveInt(value) || isPositiveInt(-value);
}

function isSignedAmount(value: Cents): boolean {
  return value > -MONEY_LIMIT && value < MONEY_LIMIT;
}

/** What the row's discount takes off; nothing if there is none. */
function discountOf(record: ReadonlyMap<string, string | null>, reasons: string[]): Cents {
  const text = record.get("discount") ?? "";
  if (text === "") return 0n;
  const discount = parseMoney(text);
  if (discount === null) reasons.push("malformed:discount");
  else if (!isSignedAmount(discount)) reasons.push("out_of_range:discount");
  return discount !== null && isSignedAmount(discount) ? discount : 0n;
}

function isAmount(value: Cents): boolean {
  return value >= 0n && value < MONEY_LIMIT;
}
