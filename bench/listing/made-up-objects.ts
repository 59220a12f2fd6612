import { RAW_PREFIX } from "../../src/lake/index.ts";

/** How keys lie below `raw/`: by day and shop, or all in one folder. */
const LAYOUTS = ["nested", "flat"] as const;

export type Layout = (typeof LAYOUTS)[number];

export function isLayout(name: string): name is Layout {
  return LAYOUTS.some((layout) => layout === name);
}

/** 400 days of 2,500 objects, 50 shops a day. */
const OF_A_DAY = 2_500;
const OF_A_SHOP = 50;
const FIRST_DAY = "2024-01-01";
const DAY_MS = 86_400_000;

/** The key of an object by its number, which is also its place in the order of keys. */
export function keyOf(layout: Layout, number: number): string {
  const name = `sales_data_${String(number).padStart(8, "0")}.csv`;
  if (layout === "flat") return `${RAW_PREFIX}sales/${name}`;
  const day = new Date(Date.parse(FIRST_DAY) + Math.floor(number / OF_A_DAY) * DAY_MS).toISOString().slice(0, 10);
  const shop = String(Math.floor((number % OF_A_DAY) / OF_A_SHOP)).padStart(3, "0");
  return `${RAW_PREFIX}sales/${day}/shop_${shop}/${name}`;
}

/** The same in SQL, of a column `seq`. */
export function keyInSql(layout: Layout): string {
  const name = "CONCAT('sales_data_', LPAD(seq, 8, '0'), '.csv')";
  if (layout === "flat") return `CONCAT('${RAW_PREFIX}sales/', ${name})`;
  const day = `DATE_ADD('${FIRST_DAY}', INTERVAL seq DIV ${OF_A_DAY} DAY)`;
  const shop = `LPAD((seq MOD ${OF_A_DAY}) DIV ${OF_A_SHOP}, 3, '0')`;
  return `CONCAT('${RAW_PREFIX}sales/', ${day}, '/shop_', ${shop}, '/', ${name})`;
}

/** Of 32 digits, as an MD5 has. */
export function etagOf(number: number): string {
  return `"${String(number).padStart(32, "0")}"`;
}

export const ETAG_IN_SQL = `CONCAT('"', LPAD(seq, 32, '0'), '"')`;

export const SIZE_BYTES = 1_000;
