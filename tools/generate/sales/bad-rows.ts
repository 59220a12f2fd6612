import type { FileFormat } from "../files/file-style.ts";
import { formatMoney } from "../money.ts";
import { type Sale, type SalesRecord, salesRecord } from "./sale.ts";

export const BAD_ROW_KINDS = [
  "missing_customer",
  "negative_quantity",
  "wrong_total",
  "future_date",
  "malformed_price",
  "truncated_line",
] as const;
export type BadRowKind = (typeof BAD_ROW_KINDS)[number];

/** A line to write: the record, cut short if it is `truncated`. */
export interface SalesLine {
  readonly record: SalesRecord;
  readonly truncated: boolean;
}

const SPOILED: Readonly<Record<BadRowKind, (sale: Sale) => Partial<SalesRecord>>> = {
  missing_customer: () => ({ customer_id: "" }),
  // A return that somebody booked as a sale: its total is right.
  negative_quantity: ({ quantity, total }) => ({ quantity: String(-quantity), total_cost: formatMoney(-total) }),
  wrong_total: ({ total }) => ({ total_cost: formatMoney(total + 10_00) }),
  future_date: () => ({ sales_date: "2099-12-31" }),
  malformed_price: ({ price }) => ({ price: `Rs ${formatMoney(price)}` }),
  truncated_line: () => ({}),
};

export function badLine(kind: BadRowKind, sale: Sale): SalesLine {
  return { record: { ...salesRecord(sale), ...SPOILED[kind](sale) }, truncated: kind === "truncated_line" };
}

/** The reasons for which the pipeline must reject such a row. */
export function reasonsFor(kind: BadRowKind, format: FileFormat): readonly string[] {
  switch (kind) {
    case "missing_customer":
      return ["missing:customer_id"];
    case "negative_quantity":
      return ["out_of_range:quantity", "out_of_range:total_cost"];
    case "wrong_total":
      return ["total_mismatch"];
    case "future_date":
      return ["future_date"];
    case "malformed_price":
      return ["malformed:price"];
    case "truncated_line":
      return [format === "jsonl" ? "unparsable" : "wrong_field_count"];
  }
}
