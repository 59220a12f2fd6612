import { col, countIf, type DataFrame, lit, type Row, when } from "../../spark-connect/index.ts";
import { erasedKeys } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

const OBSERVATION = "erased_rows";
const ADDITIONAL = "additional_columns";

/** Sales without what they say beside the contract's columns of persons who are erased; how many did is observed. */
export async function withoutErased(run: RunContext, sales: DataFrame): Promise<DataFrame> {
  const { subject } = run.job;
  const erased = subject === undefined ? [] : await erasedKeys(run.warehouse, subject.dimension.name);
  if (subject === undefined || erased.length === 0) return sales;
  const isErased = col(subject.on).isin(...erased);
  return sales
    .observe(OBSERVATION, countIf(isErased.and(col(ADDITIONAL).isNotNull())).alias("erased_rows"))
    .withColumn(ADDITIONAL, when(isErased, lit(null).cast("string")).otherwise(col(ADDITIONAL)));
}

/** For a warning only: rows that Spark counts twice, because it repeats a stage, do no harm. */
export function erasedRowsOf({ log }: Pick<RunContext, "log">, observed: ReadonlyMap<string, Row>): number {
  const erasedRows = Number(
    observed.get(OBSERVATION)?.toObject<{ readonly erased_rows: bigint | null }>().erased_rows ?? 0n,
  );
  if (erasedRows > 0) {
    log.warn(
      { erasedRows },
      `${erasedRows} sales are of erased persons: what stands beside the contract's columns is left out`,
    );
  }
  return erasedRows;
}
