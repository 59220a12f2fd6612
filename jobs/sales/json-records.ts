import {
  btrim,
  col,
  concat,
  type DataFrame,
  lit,
  mapFilter,
  nullif,
  type SparkSession,
  toJson,
  tryParseJson,
  tryVariantGet,
  when,
} from "../../src/spark-connect/index.ts";
import type { Feed } from "./feeds.ts";
import { WHITESPACE } from "./whitespace.ts";

/**
 * The records of JSON-lines files.
 *
 * Lines are parsed as VARIANT, which keeps decimals exactly and refuses duplicate keys; Spark's JSON reader passes numbers
 * through a double. Wrapping a line in brackets makes text after the object a parse error or a second element.
 */
export function jsonRecords(spark: SparkSession, feed: Feed, paths: readonly string[]): DataFrame {
  const known = feed.columns.map(({ name }) => name);
  return spark.read
    .format("text")
    .load(paths)
    .select(col("value"), col("_metadata.file_path").alias("file_path"))
    .filter(btrim(col("value"), lit(WHITESPACE)).ne(""))
    .withColumn("parsed", tryParseJson(concat(lit("["), col("value"), lit("]"))))
    .withColumn("fields", tryVariantGet(col("parsed"), "$[0]", "map<string,string>"))
    .withColumn("surplus", tryVariantGet(col("parsed"), "$[1]", "string"))
    .select(
      ...known.map((name) => col("fields").getItem(name).alias(name)),
      nullif(
        toJson(
          mapFilter(col("fields"), (key, value) =>
            key
              .isin(...known)
              .not()
              .and(value.isNotNull()),
          ),
        ),
        lit("{}"),
      ).alias("additional_columns"),
      col("value").alias("raw_record"),
      when(col("fields").isNull().or(col("surplus").isNotNull()), lit("unparsable")).alias("record_fault"),
      col("file_path"),
    );
}
