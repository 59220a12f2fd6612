import type { BadRowKind } from "./sales/bad-rows.ts";
import type { StaffTotals } from "./sales/staff-totals.ts";

export type GeneratedFeed = "sales" | "customers" | "stores" | "sales_team" | "products" | "unknown";

export interface GeneratedFile {
  readonly key: string;
  readonly feed: GeneratedFeed;
  readonly bytes: number;
  /** Records, good and bad; 0 for a file that is bad as a whole. */
  readonly rows: number;
  readonly badRows: readonly BadRowKind[];
  /** How often the pipeline must give each reason when it rejects the bad rows. */
  readonly rejectReasons: Readonly<Record<string, number>>;
  /** Why the pipeline must refuse the whole file, or null. */
  readonly fault: string | null;
}

/** What was generated, and what a correct pipeline must find in it. */
export interface Dataset {
  readonly files: readonly GeneratedFile[];
  /** Sums of the good sales in the files that count. */
  readonly totals: StaffTotals;
}

/** The data set in a few lines for people. */
export function describeDataset({ files }: Dataset): readonly string[] {
  const whole = files.filter(({ fault }) => fault === null);
  const sales = whole.filter(({ feed }) => feed === "sales");
  const badRows = sales.flatMap((file) => file.badRows);
  const badFiles = files.filter(({ fault }) => fault !== null);
  const salesRows = sum(sales.map(({ rows }) => rows));
  const otherRows = sum(whole.map(({ rows }) => rows)) - salesRows;
  return [
    `${files.length} files, ${(sum(files.map(({ bytes }) => bytes)) / 1_000_000).toFixed(1)} MB`,
    `${sales.length} sales files with ${salesRows} rows, ${badRows.length} of them bad${listed(badRows)}`,
    `${whole.length - sales.length} dimension files with ${otherRows} rows`,
    ...(badFiles.length === 0
      ? []
      : [`${badFiles.length} bad files${listed(badFiles.map(({ fault }) => fault ?? ""))}`]),
  ];
}

function listed(kinds: readonly string[]): string {
  if (kinds.length === 0) return "";
  return `: ${Object.entries(tally(kinds))
    .map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`))
    .join(", ")}`;
}

/** How often each value occurs. */
export function tally(values: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
