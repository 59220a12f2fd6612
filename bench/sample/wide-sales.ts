import { randomBytes } from "node:crypto";
import { type SalesFiles, salesText } from "../pipeline/sales-files.ts";

/** Of the column that the job does not know. */
const NOTE_CHARACTERS = 450;
/** Larger than gzip's window, so that notes do not pack to nothing. */
const POOL = randomBytes(768 * 1024).toString("base64");
const STEP = 10_007;

export interface WideFile {
  readonly text: string;
  readonly rows: number;
  /** What the marts must make of it. */
  readonly cents: number;
}

/** Sales with a long undeclared column: many bytes in few rows. */
export function wideSales(sales: SalesFiles, file: number): WideFile {
  const [header, ...rows] = salesText(sales, file).trimEnd().split("\n");
  let cents = 0;
  const lines = rows.map((row, index) => {
    cents += Number(row.slice(row.lastIndexOf(",") + 1).replace(".", ""));
    const start = (index * STEP) % (POOL.length - NOTE_CHARACTERS);
    return `${row},${POOL.slice(start, start + NOTE_CHARACTERS)}\n`;
  });
  return { text: `${header},note\n${lines.join("")}`, rows: rows.length, cents };
}
