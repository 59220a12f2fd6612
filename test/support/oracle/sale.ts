import type { Cents } from "./money.ts";

export const SALES_COLUMNS: readonly string[] = [
  "customer_id",
  "store_id",
  "product_name",
  "sales_date",
  "sales_person_id",
  "price",
  "quantity",
  "total_cost",
];

/** An accepted row. */
export interface Sale {
  readonly customerId: number;
  readonly storeId: number;
  readonly productName: string;
  /** `yyyy-MM-dd`. */
  readonly date: string;
  readonly personId: number;
  readonly price: Cents;
  readonly quantity: number;
  readonly total: Cents;
  /** Columns that the contract does not name, where they have a value. */
  readonly additional: Readonly<Record<string, string>>;
}
