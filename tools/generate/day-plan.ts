import { type Day, daysOf, monthsFrom } from "./calendar.ts";
import { extensionOf, type FileStyle, PLAIN_STYLE } from "./files/file-style.ts";
import type { GenerateOptions } from "./options.ts";
import { valueAt } from "./random.ts";
import { BAD_ROW_KINDS, type BadRowKind } from "./sales/bad-rows.ts";
import { rowsPerDay } from "./sales/rows-per-day.ts";
import { EXTRA_COLUMN, SALES_COLUMNS, type SalesColumn } from "./sales/sale.ts";

/** What a day's sales file is to hold. */
export interface DayPlan {
  readonly day: Day;
  readonly key: string;
  readonly style: FileStyle;
  /** Good rows. */
  readonly rows: number;
  readonly badRows: readonly BadRowKind[];
  /** How many of the good rows name a customer and a salesperson whom nobody knows. */
  readonly strangers: number;
}

const REORDERED: readonly SalesColumn[] = [
  "sales_date",
  "store_id",
  "sales_person_id",
  "customer_id",
  "product_name",
  "quantity",
  "price",
  "total_cost",
];

/** The days take turns, so that every month has files of each style. */
const STYLES: readonly FileStyle[] = [
  PLAIN_STYLE,
  PLAIN_STYLE,
  { ...PLAIN_STYLE, gzip: true },
  { ...PLAIN_STYLE, columns: REORDERED },
  PLAIN_STYLE,
  { ...PLAIN_STYLE, format: "jsonl" },
  { ...PLAIN_STYLE, columns: [...SALES_COLUMNS, EXTRA_COLUMN] },
  { ...PLAIN_STYLE, lineEnd: "\r\n" },
  { ...PLAIN_STYLE, format: "jsonl", gzip: true, columns: [...SALES_COLUMNS, EXTRA_COLUMN] },
  { ...PLAIN_STYLE, gzip: true, columns: [EXTRA_COLUMN, ...REORDERED] },
];

/** By the position of the day in the data set. */
const STRANGERS_DAY = 10;
const RARE_STYLES: ReadonlyMap<number, FileStyle> = new Map<number, FileStyle>([
  [11, { ...PLAIN_STYLE, byteOrderMark: true }],
  [12, { ...PLAIN_STYLE, format: "parquet" }],
]);
const BAD_ROWS: ReadonlyMap<number, readonly BadRowKind[]> = new Map<number, readonly BadRowKind[]>([
  [4, BAD_ROW_KINDS],
  [14, [...BAD_ROW_KINDS, "wrong_total", "missing_customer"]],
  [15, ["truncated_line", "missing_customer", "malformed_price"]],
]);
/** Smaller files get no bad rows: with too many of them the whole file would be invalid. */
const LEAST_ROWS_WITH_FAULTS = 20;

/** One plan for each day that has sales. */
export function dayPlans(options: GenerateOptions): readonly DayPlan[] {
  const days = monthsFrom(options.firstMonth, options.months).flatMap(daysOf);
  const rows = rowsPerDay(options, days);
  return days
    .map((day, position) => dayPlan(options, day, position, valueAt(rows, position)))
    .filter((plan) => plan.rows > 0);
}

function dayPlan({ faults }: GenerateOptions, day: Day, position: number, rows: number): DayPlan {
  const style = RARE_STYLES.get(position) ?? valueAt(STYLES, position % STYLES.length);
  const faulty = faults && rows >= LEAST_ROWS_WITH_FAULTS;
  return {
    day,
    key: `raw/sales/sales_data_${day}${extensionOf(style)}`,
    style,
    rows,
    badRows: faulty ? (BAD_ROWS.get(position) ?? []) : [],
    strangers: faulty && position === STRANGERS_DAY ? 3 : 0,
  };
}
