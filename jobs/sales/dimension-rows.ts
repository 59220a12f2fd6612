import {
  col,
  countDistinct,
  type DataFrame,
  desc,
  rowNumber,
  struct,
  toJson,
  Window,
} from "../../src/spark-connect/index.ts";
import { type DimensionFeedName, FEEDS } from "./feeds.ts";

/** The files in which one key has two different rows: one row each, `file_id` and an example `key`. */
export function conflictingKeys(cleaned: DataFrame, feed: DimensionFeedName): DataFrame {
  const key = keyOf(feed);
  return (
    cleaned
      .filter(col("reject_reasons").isNull())
      .groupBy("file_id", key)
      // As JSON text, because a count over columns would leave out rows that hold a NULL.
      .agg(countDistinct(toJson(struct(...columnsOf(feed).map(col)))).alias("variants"))
      .filter(col("variants").gt(1))
      .select(col("file_id"), col(key).alias("key"))
  );
}

/** The rows to upsert: one for each key, from the latest of the files (the highest `file_id`). */
export function dimensionRows(cleaned: DataFrame, feed: DimensionFeedName, invalidFiles: readonly number[]): DataFrame {
  const latestFirst = Window.partitionBy(keyOf(feed)).orderBy(desc("file_id"));
  return cleaned
    .filter(
      col("reject_reasons")
        .isNull()
        .and(
          col("file_id")
            .isin(...invalidFiles)
            .not(),
        ),
    )
    .withColumn("recency", rowNumber().over(latestFirst))
    .filter(col("recency").eq(1))
    .select(...columnsOf(feed));
}

function columnsOf(feed: DimensionFeedName): readonly string[] {
  return FEEDS[feed].columns.map(({ name }) => name);
}

function keyOf(feed: DimensionFeedName): string {
  const { dimension } = FEEDS[feed];
  if (dimension === undefined) throw new Error(`The feed ${feed} keeps no dimension.`);
  return dimension.key;
}
