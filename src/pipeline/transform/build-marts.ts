import {
  columnTypes,
  exactly,
  foldedColumns,
  foldedValues,
  isFoldable,
  type Mart,
  martValues,
  type Rules,
  type ShownColumns,
  shownColumns,
  shownTypes,
} from "../../job/index.ts";
import { mapConcurrent } from "../../lake/index.ts";
import { col, type DataFrame, expr, type JdbcOptions, rowNumber, Window } from "../../spark-connect/index.ts";
import { type LoadTables, loadTableOf, martRowsQuery, soundMonths } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { Attempt } from "./attempt.ts";
import { doubledKey } from "./doubled-key.ts";
import { jdbcOptions } from "./jdbc.ts";
import { martDefinition } from "./mart-definition.ts";
import { martFailure } from "./mart-failure.ts";
import type { SalesToCount } from "./sales-to-count.ts";

/** The dimensions, by the name of their feed. */
type DimensionFrames = Readonly<Record<string, DataFrame>>;

/** By mart, the digest of what its months were computed by. */
export type Definitions = Readonly<Record<string, string>>;

/**
 * Computes the touched months of every mart into the attempt's load tables: from all sales of the month, or, where that is the same,
 * from the mart's present rows and the sales that come to them. The lease keeps others from changing those rows until the commit.
 */
export async function buildMarts(
  run: RunContext,
  attempt: Attempt,
  sales: SalesToCount,
  dimensions: DimensionFrames,
  loadTables: LoadTables,
): Promise<Definitions> {
  const jdbc = await jdbcOptions(run.settings);
  // Side by side: while the rows of one are on their way to MySQL, Spark computes the other.
  const definitions = await mapConcurrent(
    run.job.marts,
    { concurrency: run.job.marts.length, signal: run.signal },
    async (mart) => [mart.name, await buildMart(run, attempt, mart, { sales, dimensions, loadTables, jdbc })] as const,
  );
  return Object.fromEntries(definitions);
}

interface Sources {
  readonly sales: SalesToCount;
  readonly dimensions: DimensionFrames;
  readonly loadTables: LoadTables;
  readonly jdbc: JdbcOptions;
}

/** Returns the digest of what it was computed by. */
async function buildMart(
  run: RunContext,
  attempt: Attempt,
  mart: Mart,
  { sales, dimensions, loadTables, jdbc }: Sources,
): Promise<string> {
  const definition = martDefinition(run, mart);
  const folded = isFoldable(mart) ? await soundMonths(run.warehouse, mart, sales.onlyAdded, definition) : [];
  const whole = sales.months.filter((month) => !folded.includes(month));
  run.log.info(
    { mart: mart.name, folded, whole },
    `${mart.name}: adds to ${folded.length} months, computes ${whole.length}`,
  );
  const facts = sales.salesOf(whole);
  const present =
    folded.length === 0
      ? undefined
      : run.spark.read.jdbc({ ...jdbc, query: martRowsQuery(mart, foldedColumns(mart), folded) });
  const values =
    present === undefined
      ? martValues(mart, facts, run.settings.rules)
      : foldedValues(mart, present, facts, run.settings.rules);
  const rows = withShown(mart, values, dimensions);
  await rows.write
    .mode("append")
    .jdbc({ ...jdbc, dbtable: loadTableOf(loadTables.marts, mart.name) }, attempt.action(mart.name))
    .catch(async (error: unknown) => {
      throw (await doubledKey(mart, rows, error, run.signal)) ?? martFailure(mart, error);
    });
  return definition;
}

/** The rows of a mart, from all sales of its months. */
export function martRows(mart: Mart, facts: DataFrame, dimensions: DimensionFrames, rules: Rules): DataFrame {
  return withShown(mart, martValues(mart, facts, rules), dimensions);
}

/** The values of a mart's rows, with what it shows of dimensions joined to them. */
function withShown(mart: Mart, values: DataFrame, dimensions: DimensionFrames): DataFrame {
  const joined = shownColumns(mart).reduce((rows, shown) => {
    const known = dimensions[shown.dimension.name];
    if (known === undefined)
      throw new Error(`${mart.name} shows ${shown.dimension.name}, which is no dimension of the job.`);
    return rows.join(shownRows(known, shown), col(shown.on).eq(col("shown_key")), "left").drop("shown_key");
  }, values);
  const shown = shownTypes(mart);
  return joined.select(
    ...Object.entries(columnTypes(mart)).map(([name, type]) => (name in shown ? col(name) : exactly(name, type))),
  );
}

/** What the rows of a dimension say, by `shown_key`; as `sayingOf` of the warehouse has MySQL say it. */
function shownRows(known: DataFrame, { dimension, by, columns }: ShownColumns): DataFrame {
  const { key } = dimension.dimension;
  const expressions = Object.entries(columns).map(([name, { from }]) => expr(from).alias(name));
  if (by === undefined) return known.select(col(key).alias("shown_key"), ...expressions);
  return known
    .filter(col(by).isNotNull())
    .withColumn("shown_place", rowNumber().over(Window.partitionBy(by).orderBy(key)))
    .filter(col("shown_place").eq(1))
    .select(col(by).alias("shown_key"), ...expressions);
}
