import {
  broadcast,
  type Column,
  col,
  type DataFrame,
  dateSub,
  lit,
  type SparkSession,
  substring,
} from "../spark-connect/index.ts";

const DAYS = 20 * 366;

/** The text column that holds a date, and the last day that it mostly holds, yyyy-MM-dd. */
export interface DateColumn {
  readonly column: string;
  readonly lastDay: string;
}

/** The day that a row's text is, if it is one of the last twenty years written as yyyy-MM-dd; else NULL. */
export const RECENT_DAY: Column = col("_recent_day");
/** The month of that day, yyyy-MM; else NULL. */
export const RECENT_MONTH: Column = col("_recent_month");

/**
 * Adds `RECENT_DAY` and `RECENT_MONTH`. To look a day up takes less time than to cast its text and to look at its form with a regular expression,
 * and nearly all sales are recent (docs/validation.md).
 */
export function withRecentDay(spark: SparkSession, frame: DataFrame, { column, lastDay }: DateColumn): DataFrame {
  const day = dateSub(lit(lastDay).cast("date"), col("id").cast("int"));
  const text = day.cast("string");
  const days = spark
    .range(DAYS)
    .select(day.alias("_recent_day"), substring(text, 1, 7).alias("_recent_month"), text.alias("_recent_day_text"));
  return frame.join(broadcast(days), col(column).eq(col("_recent_day_text")), "left").drop("_recent_day_text");
}
