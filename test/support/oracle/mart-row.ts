/** A mart row by MySQL column, every value as the text it has there; metadata columns are left out. */
export type MartRow = Readonly<Record<string, string | null>>;

export const MARTS = {
  customers_data_mart: {
    key: ["customer_id", "sales_month"],
    columns: [
      "customer_id",
      "sales_month",
      "full_name",
      "address",
      "phone_number",
      "total_purchases",
      "total_quantity",
      "total_sales",
      "first_purchase_date",
      "last_purchase_date",
    ],
  },
  sales_team_data_mart: {
    key: ["store_id", "sales_month", "sales_person_id"],
    columns: ["store_id", "sales_month", "sales_person_id", "full_name", "total_sales", "sales_rank", "incentive"],
  },
} as const;

export type MartName = keyof typeof MARTS;

/** By primary key; ids in the order of numbers. */
export function sorted(mart: MartName, rows: readonly MartRow[]): readonly MartRow[] {
  const key: readonly string[] = MARTS[mart].key;
  const compare = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });
  return rows.toSorted((a, b) => {
    const orders = key.map((column) => compare(a[column] ?? "", b[column] ?? ""));
    return orders.find((order) => order !== 0) ?? 0;
  });
}
