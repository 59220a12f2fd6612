import type { DimensionFeed } from "../feeds/index.ts";
import {
  broadcast,
  col,
  countDistinct,
  type DataFrame,
  desc,
  rowNumber,
  type SparkSession,
  struct,
  toJson,
  Window,
} from "../spark-connect/index.ts";

/** The files in which one key has two different rows: one row each, `file_id` and an example `key`. */
export function conflictingKeys(cleaned: DataFrame, feed: DimensionFeed): DataFrame {
  const { key } = feed.dimension;
  return (
    cleaned
      .filter("accepted")
      .groupBy("file_id", key)
      // As JSON text, because a count over columns would leave out rows that hold a NULL.
      .agg(countDistinct(toJson(struct(...columnsOf(feed).map(col)))).alias("_variants"))
      .filter(col("_variants").gt(1))
      .select(col("file_id"), col(key).alias("key"))
  );
}

/** The rows to upsert, with their `file_id`: one for each key, from the last of the files (given oldest first) that has it. */
export function dimensionRows(
  spark: SparkSession,
  cleaned: DataFrame,
  feed: DimensionFeed,
  files: readonly number[],
): DataFrame {
  const recency = spark.createDataFrame(
    files.map((fileId, position) => [BigInt(fileId), position]),
    "_known_id BIGINT, _recency INT",
  );
  const latestFirst = Window.partitionBy(feed.dimension.key).orderBy(desc("_recency"));
  return cleaned
    .filter("accepted")
    .join(broadcast(recency), col("file_id").eq(col("_known_id")))
    .withColumn("_nth", rowNumber().over(latestFirst))
    .filter(col("_nth").eq(1))
    .select(...columnsOf(feed), "file_id");
}

function columnsOf(feed: DimensionFeed): readonly string[] {
  return feed.columns.map(({ name }) => name);
}
