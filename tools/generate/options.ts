import type { Month } from "./calendar.ts";

export interface GenerateOptions {
  /** The same seed and options give the same bytes. @default 7 */
  readonly seed: number;
  /** @default "2025-01" */
  readonly firstMonth: Month;
  /** @default 3 */
  readonly months: number;
  /** @default 5 */
  readonly stores: number;
  /** Salespeople of each store, besides its manager. @default 6 */
  readonly salespeople: number;
  /** @default 5000 */
  readonly customers: number;
  /** Good sales rows over all days; bad rows come on top. @default 200000 */
  readonly rows: number;
  /** Whether bad rows and bad files are put in. @default true */
  readonly faults: boolean;
}

export const DEFAULT_OPTIONS: GenerateOptions = {
  seed: 7,
  firstMonth: "2025-01",
  months: 3,
  stores: 5,
  salespeople: 6,
  customers: 5_000,
  rows: 200_000,
  faults: true,
};

type Count = "seed" | "months" | "stores" | "salespeople" | "customers" | "rows";

const RANGES: readonly (readonly [option: Count, least: number, most: number])[] = [
  ["seed", 0, 0xffff_ffff],
  ["months", 1, 120],
  ["stores", 1, 10_000],
  // The second wave moves a best performer, which takes two people in a store.
  ["salespeople", 2, 1_000],
  ["customers", 10, 50_000_000],
  ["rows", 1, 1_000_000_000],
];

/** @throws RangeError that names the option and what it may be */
export function checkOptions(options: GenerateOptions): void {
  for (const [name, least, most] of RANGES) {
    const value = options[name];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new RangeError(`--${name} is ${value}. Give a whole number from ${least} to ${most}.`);
    }
  }
  if (!/^[12]\d{3}-(0[1-9]|1[0-2])$/.test(options.firstMonth)) {
    throw new RangeError(`--first-month is ${options.firstMonth}. Give a month as yyyy-MM.`);
  }
}
