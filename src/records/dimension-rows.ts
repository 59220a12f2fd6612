import type { DimensionFeed } from "../feeds/index.ts";
import { col, countDistinct, type DataFrame, desc, rowNumber, struct, toJson, Window } from "../spark-connect/index.ts";

/** The files in which one key has two different rows: one row each, `file_id` and an example `key`. */
export function conflictingKeys(cleaned: DataFrame, feed: DimensionFeed): DataFrame {
  const { key } = feed.dimension;
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
export function dimensionRows(cleaned: DataFrame, feed: DimensionFeed, invalidFiles: readonly number[]): DataFrame {
  const latestFirst = Window.partitionBy(feed.dimension.key).orderBy(desc("file_id"));
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

function columnsOf(feed: DimensionFeed): readonly string[] {
  return feed.columns.map(({ name }) => name);
}
