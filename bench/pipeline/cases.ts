import { type Floor, measureFloor } from "./floor.ts";
import type { MeasuredRun } from "./measure-run.ts";
import type { MeasuredSpark } from "./measured-servers.ts";
import type { Company, SalesFiles } from "./sales-files.ts";
import type { Bench } from "./shop.ts";
import { Shop } from "./shop.ts";

/** A run that was measured, and what it had to do. */
export interface MeasuredCase {
  readonly name: string;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  /** How many partitions have rows of the files. */
  readonly partitions: number;
  readonly run: MeasuredRun;
  /** Spark alone, in the same state; undefined where nothing of the kind would be comparable. */
  readonly floor?: Floor;
}

export interface Quarter {
  readonly name: string;
  readonly company: Company;
  readonly rows: number;
  readonly files: number;
  /** For ratios of counts only: without dimensions, Spark's floor and the month without sales. @default false */
  readonly isShort?: boolean;
}

const MONTHS = ["2025-01", "2025-02", "2025-03"];
const EMPTY_MONTH = "2025-12";
/** The part of the rows that the late file has. */
const LATE = 100;

/** Sales of three months on a warm server; then one file more into one of them, one into a month without sales, and nothing. */
export async function warmCases(
  bench: Bench,
  spark: MeasuredSpark,
  quarter: Quarter,
): Promise<readonly MeasuredCase[]> {
  const { name, company, isShort = false } = quarter;
  await using shop = isShort ? await Shop.withoutDimensions(bench, name) : await Shop.open(bench, spark, name, company);
  const measure = async (of: string, sales: SalesFiles): Promise<MeasuredCase> => {
    const bytes = await shop.land(sales);
    const { rows, files, months } = sales;
    const run = await shop.run(spark);
    return { name: `${name} ${of}`, rows, files, bytes, partitions: company.stores * months.length, run };
  };
  const all = await measure("warm", { ...quarter, months: MONTHS });
  const root = `s3a://${shop.bucket}/`;
  const floor = isShort
    ? undefined
    : await measureFloor(spark.remote, `${root}processed/files/sales/*/*.csv`, `${root}floor/`);
  const one = { company, rows: Math.ceil(quarter.rows / LATE), files: 1 };
  const first = { ...one, name: `${name}_first`, firstRow: quarter.rows, months: [EMPTY_MONTH] };
  return [
    { ...all, ...(floor && { floor }) },
    ...(isShort ? [] : [await measure("first", first)]),
    await measure("late", { ...one, name: `${name}_late`, firstRow: 2 * quarter.rows, months: MONTHS.slice(0, 1) }),
    {
      name: `${name} idle`,
      rows: 0,
      files: 0,
      bytes: 0,
      partitions: 0,
      run: await shop.runWithNothingNew(spark),
    },
  ];
}

/** The same sales as the first thing that a server does. @param start starts it, and ends the warm one before */
export async function freshCase(
  bench: Bench,
  warm: MeasuredSpark,
  start: () => Promise<MeasuredSpark>,
  quarter: Quarter,
): Promise<MeasuredCase> {
  const { name, company, rows, files } = quarter;
  await using shop = await Shop.open(bench, warm, `${name}fresh`, company);
  const bytes = await shop.land({ ...quarter, months: MONTHS });
  await using fresh = await start();
  const run = await shop.run(fresh);
  return { name: `${name} fresh`, rows, files, bytes, partitions: company.stores * MONTHS.length, run };
}
