import { referencesOf } from "../../feeds/index.ts";
import { cleanedSalesPrefix, s3aUri } from "../../lake/index.ts";
import {
  type CleaningRules,
  cleanedFacts,
  cleanedFactsSchema,
  isDoubtful,
  lookalikesOf,
  REJECTED,
  UNKNOWN_REFERENCES,
} from "../../records/index.ts";
import {
  arrayContains,
  col,
  count,
  countIf,
  type DataFrame,
  Decimal,
  type LocalDate,
  lit,
  max,
  min,
  split,
  sum,
} from "../../spark-connect/index.ts";
import { IntegrityError, type SalesDates } from "../../warehouse/index.ts";
import { cleaningRules } from "../context/declared-feeds.ts";
import type { RunContext } from "../context/run-context.ts";
import { inLake } from "../spark/lake-writes.ts";
import { knownRecords } from "../validate/known-records.ts";
import type { ValidFile } from "../validate/valid-file.ts";
import type { Attempt } from "./attempt.ts";
import { inEvenTasks } from "./even-tasks.ts";
import { type FileRows, rowsFault } from "./file-rows.ts";
import type { EffectiveDimensions } from "./load-dimensions.ts";
import { observePassing, type PassedRows, passedRows } from "./passed-rows.ts";
import { sourceFiles } from "./source-files.ts";
import { erasedRowsOf, withoutErased } from "./without-erased.ts";

const ZERO = Decimal.parse("0.00");

/**
 * Spark's one pass over the new sales files: cleaned sales as Parquet by month below `processed/sales/batch=<id>/`,
 * the rejected rows in a partition of their own, which `exportRejected` moves out.
 *
 * What Spark wrote is then counted per file and month, and must equal what it observed while it wrote.
 *
 * @throws IntegrityError if it does not: the attempt can be repeated
 */
export async function cleanSales(
  run: RunContext,
  attempt: Attempt,
  files: readonly ValidFile[],
  dimensions: EffectiveDimensions,
): Promise<readonly FileRows[]> {
  if (files.length === 0) return [];
  const folder = cleanedSalesPrefix(attempt.batchId);
  const rules = cleaningRules(run);
  const { feed } = rules;
  const sources = sourceFiles(run, files);
  const sales = await withoutErased(run, cleanedFacts(run.spark, sources, dimensions, rules));
  const { observed } = await inEvenTasks(run, sources, () =>
    observePassing(sales, feed.facts.amount)
      .write.partitionBy("sales_month")
      .parquet(...inLake(run.lake, folder), attempt.action("clean sales", knownRecords(files))),
  );
  const cleaned = run.spark.read.schema(cleanedFactsSchema(feed)).parquet(s3aUri(run.lake, folder));
  const written = await countWritten(cleaned, rules, attempt);
  checkAgainst(await passedRows(run, attempt, { observed, sales, amount: feed.facts.amount }), written);
  const erasedRows = erasedRowsOf(run, observed);
  const rows = files.map((source) =>
    fileRows(
      source,
      written.filter(({ file_id }) => Number(file_id) === source.file.fileId),
      { ...rules, maxRejectedRatio: run.settings.run.maxRejectedRatio },
    ),
  );
  return rows.map((file, position) => (position === rows.length - 1 ? { ...file, erasedRows } : file));
}

/** The rows of one file in one partition of the cleaned sales. */
interface WrittenRows {
  readonly row_count: bigint;
  readonly total_sales: Decimal | null;
  readonly file_id: bigint | null;
  readonly sales_month: string;
  readonly first_date: LocalDate | null;
  readonly last_date: LocalDate | null;
  readonly doubtful: bigint;
  /** Counts of references and of lookalikes, by their position: they may bear any name. */
  readonly [counted: `unknown_${number}` | `lookalike_${number}`]: bigint;
}

function countWritten(cleaned: DataFrame, rules: CleaningRules, attempt: Attempt): Promise<readonly WrittenRows[]> {
  const { day, amount } = rules.feed.facts;
  return cleaned
    .groupBy("file_id", "sales_month")
    .agg(
      count(lit(1)).alias("row_count"),
      sum(amount).alias("total_sales"),
      min(day).alias("first_date"),
      max(day).alias("last_date"),
      ...referencesOf(rules.feed).map(({ as }, position) =>
        countIf(arrayContains(split(UNKNOWN_REFERENCES, lit(",")), lit(as))).alias(`unknown_${position}`),
      ),
      countIf(isDoubtful(col("sales_month").eq(REJECTED))).alias("doubtful"),
      ...lookalikesOf(rules).map((looks, position) => countIf(looks).alias(`lookalike_${position}`)),
    )
    .collect<WrittenRows>(attempt.action("count cleaned sales"));
}

function checkAgainst(passed: PassedRows, written: readonly WrittenRows[]): void {
  const rows = written.reduce((all, { row_count }) => all + row_count, 0n);
  const total = written.reduce((all, { total_sales }) => all.add(total_sales ?? ZERO), ZERO);
  if (passed.rows !== rows || !passed.total.equals(total)) {
    throw new IntegrityError(
      `Spark observed ${passed.rows} rows of ${passed.total} while it wrote the cleaned sales, and reads back ${rows} rows of ${total}.`,
    );
  }
  if (written.some(({ file_id }) => file_id === null)) {
    throw new IntegrityError("Spark read rows of a file that this run did not give it.");
  }
}

interface Judging extends Pick<CleaningRules, "feed" | "lookalikes"> {
  readonly maxRejectedRatio: number;
}

function fileRows(
  source: ValidFile,
  written: readonly WrittenRows[],
  { feed, lookalikes, maxRejectedRatio }: Judging,
): FileRows {
  const counted = written.filter(({ sales_month }) => sales_month !== REJECTED);
  const rowsOf = (rows: readonly WrittenRows[]) => Number(rows.reduce((all, { row_count }) => all + row_count, 0n));
  const accepted = rowsOf(counted);
  const counts = { accepted, rejected: rowsOf(written) - accepted };
  const months = counted.map(({ sales_month, row_count, total_sales }) => ({
    salesMonth: sales_month,
    rowCount: Number(row_count),
    totalSales: total_sales ?? ZERO,
  }));
  // A rejected sale warns of nothing: its reasons say what is wrong with it.
  const unknownReferences = Object.fromEntries(
    referencesOf(feed).map(({ as }, position) => [as, sumOf(counted, `unknown_${position}`)]),
  );
  const fault = rowsFault(source, counts, maxRejectedRatio);
  return {
    source,
    ...counts,
    months,
    dates: datesOf(counted),
    unknownReferences,
    lookalikes: Object.fromEntries(
      lookalikes.map(({ warning }, position) => [warning, sumOf(written, `lookalike_${position}`)]),
    ),
    faultyOptionals: {},
    doubtful: Number(written.reduce((all, { doubtful }) => all + doubtful, 0n)),
    fault,
  };
}

function sumOf(rows: readonly WrittenRows[], counted: `unknown_${number}` | `lookalike_${number}`): number {
  return Number(rows.reduce((all, row) => all + (row[counted] ?? 0n), 0n));
}

function datesOf(counted: readonly WrittenRows[]): SalesDates | undefined {
  const days = counted.flatMap(({ first_date, last_date }) => [first_date ?? [], last_date ?? []].flat());
  const inOrder = days.map(String).toSorted();
  const [first, last] = [inOrder.at(0), inOrder.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}
