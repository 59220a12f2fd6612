import { type Mart, shownTypes } from "../../job/index.ts";
import { col, type DataFrame, expr } from "../../spark-connect/index.ts";
import { type LoadTables, loadTableOf } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { Attempt } from "./attempt.ts";
import { jdbcOptions } from "./jdbc.ts";

/** The dimensions, by the name of their feed. */
type DimensionFrames = Readonly<Record<string, DataFrame>>;

/** Computes every mart from the facts that count, into the attempt's load tables. */
export async function buildMarts(
  run: RunContext,
  attempt: Attempt,
  facts: DataFrame,
  dimensions: DimensionFrames,
  loadTables: LoadTables,
): Promise<void> {
  for (const mart of run.job.marts) {
    const jdbc = await jdbcOptions(run.settings);
    await martRows(mart, facts, dimensions, run.settings.rules)
      .write.mode("append")
      .jdbc({ ...jdbc, dbtable: loadTableOf(loadTables.marts, mart.name) }, attempt.action(mart.name));
  }
}

/** The rows of a mart: what its plan computes, with what it shows of dimensions joined to it. */
export function martRows(
  mart: Mart,
  facts: DataFrame,
  dimensions: DimensionFrames,
  rules: Readonly<Record<string, string>>,
): DataFrame {
  const joined = mart.shows.reduce(
    (rows, { dimension, on, columns }) => {
      const known = dimensions[dimension.name];
      if (known === undefined)
        throw new Error(`${mart.name} shows ${dimension.name}, which is no dimension of the job.`);
      const shown = known.select(
        col(dimension.dimension.key).alias("shown_key"),
        ...Object.entries(columns).map(([name, { from }]) => expr(from).alias(name)),
      );
      return rows.join(shown, col(on).eq(col("shown_key")), "left").drop("shown_key");
    },
    mart.plan(facts, rules),
  );
  return joined.select(
    ...[...Object.keys(mart.key), ...Object.keys(shownTypes(mart)), ...Object.keys(mart.values)].map((name) =>
      col(name),
    ),
  );
}
