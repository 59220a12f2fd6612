import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export const COLUMNS = [
  "customer_id",
  "store_id",
  "product_name",
  "sales_date",
  "sales_person_id",
  "price",
  "quantity",
  "total_cost",
] as const;

const LINES_AT_ONCE = 10_000;

/** Sound sales of a year, the same ones each time. */
export async function writeSales(path: string, rows: number): Promise<void> {
  await pipeline(Readable.from(text(rows)), createWriteStream(path));
}

function* text(rows: number): Generator<string> {
  yield `${COLUMNS.join(",")}\n`;
  for (let start = 0; start < rows; start += LINES_AT_ONCE) {
    const lines = Array.from({ length: Math.min(LINES_AT_ONCE, rows - start) }, (_, index) => line(start + index));
    yield lines.join("");
  }
}

function line(row: number): string {
  const cents = 100 + ((row * 7919) % 100_000);
  const quantity = 1 + (row % 9);
  const date = `2025-${two(1 + (row % 12))}-${two(1 + (Math.floor(row / 12) % 28))}`;
  const sale = [1 + (row % 9_999), 1 + (row % 49), `product ${row % 300}`, date, 1 + (row % 499)];
  return `${[...sale, money(cents), quantity, money(cents * quantity)].join(",")}\n`;
}

function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${two(cents % 100)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
