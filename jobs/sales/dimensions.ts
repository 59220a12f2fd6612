import type { DimensionFeed } from "../../src/feeds/index.ts";
import { optional, required, text } from "./columns.ts";

export const customers: DimensionFeed = {
  name: "customers",
  columns: [
    required("customer_id", "integer"),
    text("first_name", 255),
    text("last_name", 255),
    text("address", 1000),
    text("pincode", 50),
    text("phone_number", 50),
    optional("customer_joining_date", "date"),
  ],
  dimension: { table: "customer", key: "customer_id" },
};

export const stores: DimensionFeed = {
  name: "stores",
  columns: [
    required("id", "integer"),
    text("address", 1000),
    text("store_pincode", 50),
    text("store_manager_name", 255),
    optional("store_opening_date", "date"),
    text("reviews", 4000),
  ],
  dimension: { table: "store", key: "id" },
};

export const salesTeam: DimensionFeed = {
  name: "sales_team",
  columns: [
    required("id", "integer"),
    text("first_name", 255),
    text("last_name", 255),
    optional("manager_id", "integer"),
    optional("is_manager", "flag"),
    text("address", 1000),
    text("pincode", 50),
    optional("joining_date", "date"),
  ],
  dimension: { table: "sales_team", key: "id" },
};

export const products: DimensionFeed = {
  name: "products",
  columns: [
    required("id", "integer"),
    text("name", 255),
    optional("current_price", "money"),
    optional("old_price", "money"),
    optional("created_date", "date"),
    optional("updated_date", "date"),
    optional("expiry_date", "date"),
  ],
  dimension: { table: "product", key: "id" },
};
