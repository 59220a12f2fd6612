import type { ColumnKind, DimensionFeed, Feed, FeedColumn } from "../../src/feeds/index.ts";

export const FEED_NAMES = ["sales", "customers", "stores", "sales_team", "products"] as const;
export type FeedName = (typeof FEED_NAMES)[number];
export type DimensionFeedName = Exclude<FeedName, "sales">;

const required = (name: string, kind: ColumnKind): FeedColumn => ({ name, kind, required: true });
const optional = (name: string, kind: ColumnKind): FeedColumn => ({ name, kind, required: false });
const text = (name: string, maxLength: number): FeedColumn => ({ name, kind: "text", required: false, maxLength });

export const FEEDS = {
  sales: {
    name: "sales",
    columns: [
      required("customer_id", "integer"),
      required("store_id", "integer"),
      required("product_name", "text"),
      required("sales_date", "date"),
      required("sales_person_id", "integer"),
      required("price", "money"),
      required("quantity", "integer"),
      required("total_cost", "money"),
    ],
  },
  customers: {
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
  },
  stores: {
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
  },
  sales_team: {
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
  },
  products: {
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
  },
} as const satisfies Readonly<Record<FeedName, Feed>> & Readonly<Record<DimensionFeedName, DimensionFeed>>;

export function isDimension(feed: string): feed is DimensionFeedName {
  return feed !== "sales" && FEED_NAMES.some((name) => name === feed);
}
