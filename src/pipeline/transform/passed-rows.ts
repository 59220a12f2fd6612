import { count, type DataFrame, Decimal, lit, type Row, sum } from "../../spark-connect/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { Attempt } from "./attempt.ts";

const OBSERVATION = "cleaned_sales";
const ZERO = Decimal.parse("0.00");

/** What passed on its way into the files of a write. */
export interface PassedRows {
  readonly rows: bigint;
  readonly total: Decimal;
}

/** Has Spark count rows and sum up amounts while they pass: `passedRows` has what it saw. */
export function observePassing(sales: DataFrame, amount: string): DataFrame {
  return sales.observe(OBSERVATION, ...totals(amount));
}

/**
 * What Spark observed while it wrote these sales. Its server waits a tenth of a second for what was observed, and tells nothing if it is not
 * there by then, because the machine does much else: then the rows are counted by a pass of their own, which is less than the
 * attempt would be.
 *
 * @param sales what was written, by the same plan
 */
export async function passedRows(
  { log }: RunContext,
  attempt: Attempt,
  { observed, sales, amount }: { observed: ReadonlyMap<string, Row>; sales: DataFrame; amount: string },
): Promise<PassedRows> {
  const told = totalsIn(observed.get(OBSERVATION)?.toObject<Partial<Totals>>());
  if (told !== undefined) return told;
  log.warn(
    "Spark did not tell in time what it observed while it wrote the cleaned sales: they are read once more to be counted",
  );
  const [counted] = await sales.agg(...totals(amount)).collect<Totals>(attempt.action("count new sales"));
  return totalsIn(counted) ?? { rows: 0n, total: ZERO };
}

interface Totals {
  readonly row_count: bigint;
  readonly total_sales: Decimal | null;
}

const totals = (amount: string) => [count(lit(1)).alias("row_count"), sum(amount).alias("total_sales")] as const;

function totalsIn({ row_count, total_sales }: Partial<Totals> = {}): PassedRows | undefined {
  return row_count === undefined ? undefined : { rows: row_count, total: total_sales ?? ZERO };
}
