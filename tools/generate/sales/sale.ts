import type { Day } from "../calendar.ts";
import { formatMoney, type Paise } from "../money.ts";

export interface Sale {
  readonly customerId: number;
  readonly storeId: number;
  readonly productName: string;
  readonly day: Day;
  readonly personId: number;
  readonly price: Paise;
  readonly quantity: number;
  readonly total: Paise;
  readonly paymentMode: string;
}

export const SALES_COLUMNS = [
  "customer_id",
  "store_id",
  "product_name",
  "sales_date",
  "sales_person_id",
  "price",
  "quantity",
  "total_cost",
] as const;
/** The column that some files have more than the contract asks for. */
export const EXTRA_COLUMN = "payment_mode";
export type SalesColumn = (typeof SALES_COLUMNS)[number] | typeof EXTRA_COLUMN;

/** A line of a sales file, as text. */
export type SalesRecord = Readonly<Record<SalesColumn, string>>;

export function salesRecord(sale: Sale): SalesRecord {
  return {
    customer_id: String(sale.customerId),
    store_id: String(sale.storeId),
    product_name: sale.productName,
    sales_date: sale.day,
    sales_person_id: String(sale.personId),
    price: formatMoney(sale.price),
    quantity: String(sale.quantity),
    total_cost: formatMoney(sale.total),
    payment_mode: sale.paymentMode,
  };
}
