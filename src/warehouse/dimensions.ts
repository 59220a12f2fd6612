import { allColumns, columnList, sameKey, type Table } from "./table.ts";

/** The feeds that keep a dimension table. */
export const DIMENSION_FEEDS = ["customers", "stores", "sales_team", "products"] as const;
export type DimensionFeed = (typeof DIMENSION_FEEDS)[number];

export const DIMENSIONS: Readonly<Record<DimensionFeed, Table>> = {
  customers: {
    name: "customer",
    key: { customer_id: "INT" },
    data: {
      first_name: "VARCHAR(255)",
      last_name: "VARCHAR(255)",
      address: "VARCHAR(1000)",
      pincode: "VARCHAR(50)",
      phone_number: "VARCHAR(50)",
      customer_joining_date: "DATE",
    },
  },
  stores: {
    name: "store",
    key: { id: "INT" },
    data: {
      address: "VARCHAR(1000)",
      store_pincode: "VARCHAR(50)",
      store_manager_name: "VARCHAR(255)",
      store_opening_date: "DATE",
      reviews: "VARCHAR(4000)",
    },
  },
  sales_team: {
    name: "sales_team",
    key: { id: "INT" },
    data: {
      first_name: "VARCHAR(255)",
      last_name: "VARCHAR(255)",
      manager_id: "INT",
      is_manager: "CHAR(1)",
      address: "VARCHAR(1000)",
      pincode: "VARCHAR(50)",
      joining_date: "DATE",
    },
  },
  products: {
    name: "product",
    key: { id: "INT" },
    data: {
      name: "VARCHAR(255)",
      current_price: "DECIMAL(20,2)",
      old_price: "DECIMAL(20,2)",
      created_date: "DATE",
      updated_date: "DATE",
      expiry_date: "DATE",
    },
  },
};

/**
 * A SELECT, for Spark's JDBC reader, of the dimension as it will be after the commit: the rows of the load table, and
 * the table's own rows whose key is not among them.
 */
export function effectiveDimensionQuery(feed: DimensionFeed, loadTable: string | undefined): string {
  const table = DIMENSIONS[feed];
  const columns = allColumns(table);
  const own = `SELECT ${columnList("d", columns)} FROM ${table.name} d`;
  if (loadTable === undefined) return own;
  return `SELECT ${columnList("l", columns)} FROM ${loadTable} l
    UNION ALL
    ${own} WHERE NOT EXISTS (SELECT 1 FROM ${loadTable} l WHERE ${sameKey(table, "l", "d")})`;
}

/** First and last name with a blank between, NULL if both are missing: the job's `fullName()` in SQL. */
export function fullNameOf(alias: string): string {
  return `NULLIF(TRIM(CONCAT_WS(' ', ${alias}.first_name, ${alias}.last_name)), '')`;
}
