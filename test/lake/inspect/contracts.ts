import type { FeedContract } from "../../../src/lake/index.ts";

export const SALES: FeedContract = {
  feed: "sales",
  namePattern: /^sales_data([_-][\w-]+)?\.((csv|jsonl)(\.gz)?|parquet)$/,
  columns: [
    { name: "customer_id", kind: "integer" },
    { name: "product_name", kind: "text" },
    { name: "sales_date", kind: "date" },
    { name: "price", kind: "money" },
  ],
  csv: { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: ["\\N"] },
};

export const STORES: FeedContract = {
  feed: "stores",
  namePattern: /^stores\.csv$/,
  columns: [{ name: "id", kind: "integer" }],
  csv: { delimiter: ";", quote: "'", encoding: "ISO-8859-1", nullValues: ["\\N"] },
};
