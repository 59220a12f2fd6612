import type { ColumnKind, Feed, FeedColumn } from "../feeds/index.ts";
import {
  btrim,
  type Column,
  coalesce,
  col,
  concat,
  lit,
  mapFilter,
  nullif,
  type SparkSession,
  schemaOfVariant,
  toJson,
  tryParseJson,
  tryVariantGet,
  when,
} from "../spark-connect/index.ts";
import { withPoint } from "./contract-text.ts";
import { recordColumns } from "./record-columns.ts";
import type { RecordFrame } from "./record-frame.ts";
import { WHITESPACE } from "./whitespace.ts";

/** Follows each line in the array that is parsed: Spark's parser stops at the end of a value, whatever stands after it. */
const END_OF_RECORD = "the end of the record";

/**
 * The records of JSON-lines files.
 *
 * Lines are parsed as VARIANT, which keeps decimals exactly and refuses duplicate keys; Spark's JSON reader passes numbers
 * through a double. Each line becomes the first of two elements of an array: text after the object is a parse error, or
 * something else in the second one's place.
 */
export function jsonRecords(spark: SparkSession, feed: Feed, paths: readonly string[]): RecordFrame {
  const known = feed.columns.map(({ name }) => name);
  const frame = spark.read
    .format("text")
    .load(paths)
    .select(col("value"), col("_metadata.file_path").alias("file_path"))
    .filter(btrim(col("value"), lit(WHITESPACE)).ne(""))
    .withColumn("rewritten", col("value").rlike(rewrittenNumber(feed)))
    .withColumn("parsed", tryParseJson(concat(lit("["), col("value"), lit(`,"${END_OF_RECORD}"]`))))
    .withColumn("fields", tryVariantGet(col("parsed"), "$[0]", "map<string,string>"))
    .withColumn("ends", coalesce(tryVariantGet(col("parsed"), "$[1]", "string").eq(END_OF_RECORD), lit(false)))
    .select(
      ...recordColumns(feed).map(({ column, name }) => asWritten(column).alias(name)),
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
      col("value"),
      lit(null).cast("bigint").alias("record_number"),
      when(col("fields").isNull().or(col("ends").not()), lit("unparsable")).alias("record_fault"),
      col("file_path"),
    );
  return { frame, exactMoney: true, rawRecord: col("value") };
}

/** A line that may hold a number which VARIANT prints otherwise than it is written: 1e3, more than 38 digits, an id 2.0. */
function rewrittenNumber(feed: Feed): string {
  const integers = feed.columns.filter(({ kind }) => kind === "integer").map(({ name }) => name);
  return `[0-9][eE][-+0-9]|[0-9.]{39}|"(${integers.join("|")})"[ \\t]*:[ \\t]*-?[0-9]+[.]`;
}

/** The types of values that print what is no value of the kind. */
const INEXACT: Readonly<Partial<Record<ColumnKind, string>>> = { integer: "^(DECIMAL|DOUBLE)", money: "^DOUBLE" };

/** The value as text; one that VARIANT would print as a good number, though it is none as it is written, is made malformed. */
function asWritten(column: FeedColumn): Column {
  const { name, kind, decimalSign } = column;
  const text = col("fields").getItem(name);
  const inexact = INEXACT[kind];
  if (inexact === undefined) return text;
  const type = schemaOfVariant(tryVariantGet(col("parsed"), `$[0].${name}`, "variant"));
  const exact = when(col("rewritten").and(type.rlike(inexact)), concat(lit("inexact "), text));
  // A JSON number has a point; how a text is written is the sender's choice.
  const isWritten = kind === "money" && decimalSign !== undefined;
  return (isWritten ? exact.when(type.eq("STRING"), withPoint(text)) : exact).otherwise(text);
}
