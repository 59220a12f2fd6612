import type { Table } from "./table.ts";

export type MartName = "customers_data_mart" | "sales_team_data_mart";

export interface Mart extends Table {
  readonly name: MartName;
}

export const CUSTOMERS_MART: Mart = {
  name: "customers_data_mart",
  key: { customer_id: "INT", sales_month: "CHAR(7)" },
  data: {
    full_name: "VARCHAR(511)",
    address: "VARCHAR(1000)",
    phone_number: "VARCHAR(50)",
    total_purchases: "BIGINT",
    total_quantity: "BIGINT",
    total_sales: "DECIMAL(20,2)",
    first_purchase_date: "DATE",
    last_purchase_date: "DATE",
  },
};

export const SALES_TEAM_MART: Mart = {
  name: "sales_team_data_mart",
  key: { store_id: "INT", sales_month: "CHAR(7)", sales_person_id: "INT" },
  data: {
    full_name: "VARCHAR(511)",
    total_sales: "DECIMAL(20,2)",
    sales_rank: "INT",
    incentive: "DECIMAL(20,2)",
  },
};
