import { printable } from "../text/index.ts";

/** Rows as aligned text, one line each whatever the cells hold; the columns in the order of their names' definition. */
export function table<Row>(rows: readonly Row[], columns: Readonly<Record<string, (row: Row) => string>>): string {
  const names = Object.keys(columns);
  const lines = [names, ...rows.map((row) => Object.values(columns).map((value) => printable(value(row))))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}
