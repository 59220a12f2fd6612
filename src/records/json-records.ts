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
  size,
  toJson,
  tryParseJson,
  tryVariantGet,
  when,
} from "../spark-connect/index.ts";
import { withPoint } from "./contract-text.ts";
import { DOUBTFUL, isDoubtfulJson } from "./doubtful-content.ts";
import { filePath } from "./file-ids.ts";
import { isObjectOf, type JsonMembers, jsonMembers, onlyMembers, otherMembers } from "./json-members.ts";
import { partialReads } from "./partial-reads.ts";
import { recordColumns } from "./record-columns.ts";
import { LINE, type RecordFrame } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";
import { WHITESPACE } from "./whitespace.ts";

/** Files that one reader can take: all or none of them are sampled. */
export type JsonLayout = readonly [JsonSource, ...JsonSource[]];
type JsonSource = Pick<SourceFile, "loadPath" | "sizeBytes" | "sampled">;

/** Follows each line in the array that is parsed: Spark's parser stops at the end of a value, whatever stands after it. */
const END_OF_RECORD = "the end of the record";

/**
 * The records of JSON-lines files.
 *
 * Lines are parsed as VARIANT, which keeps decimals exactly and refuses duplicate names; Spark's JSON reader passes numbers
 * through a double. Each line becomes the first of two elements of an array: text after the object is a parse error, or
 * something else in the second one's place. Further members are taken from the text of the line: VARIANT rewrites numbers.
 */
export function jsonRecords(spark: SparkSession, feed: Feed, layout: JsonLayout): RecordFrame {
  const [{ sampled }] = layout;
  const known = feed.columns.map(({ name }) => name);
  const asked = recordColumns(feed).map(({ column }) => column.name);
  const members = { names: col("names"), texts: col("texts") };
  const unparsable = when(col("fields").isNull().or(col("ends").not()), lit("unparsable"));
  const line = jsonMembers(col("value"));
  const frame = spark.read
    .format("text")
    .options(partialReads(layout))
    .load(layout.map(({ loadPath }) => loadPath))
    .select(col("value"), filePath().alias("file_path"))
    .filter(btrim(col("value"), lit(WHITESPACE)).ne(""))
    .withColumn("rewritten", col("value").rlike(rewrittenNumber(feed)))
    .withColumn("whole", parsed(col("value")))
    // Looked at only where there is more than the feed asks for, or where VARIANT refuses the line.
    .withColumn("is_plain", hasOnly(known))
    .withColumns({
      names: when(col("is_plain").not(), line.names),
      texts: when(col("is_plain").not(), line.texts),
    })
    .withColumn("parsed", coalesce(col("whole"), parsedWithoutOthers(members, asked)))
    .withColumn("fields", fieldsOf(col("parsed")))
    .withColumn("ends", coalesce(tryVariantGet(col("parsed"), "$[1]", "string").eq(END_OF_RECORD), lit(false)))
    .select(
      ...recordColumns(feed).map(({ column, name }) => asWritten(column).alias(name)),
      when(col("is_plain").not(), coalesce(otherMembers(members, known), otherFields(known))).alias(
        "additional_columns",
      ),
      col("value").alias(LINE),
      lit(null).cast("bigint").alias("record_number"),
      (sampled ? when(isDoubtfulJson(col("value")), lit(DOUBTFUL)).otherwise(unparsable) : unparsable).alias(
        "record_fault",
      ),
      col("file_path"),
    );
  return { frame, exactMoney: true, rawRecord: col(LINE) };
}

/** NULL for a line that is no sound JSON or names a member twice, at any depth. */
function parsed(object: Column): Column {
  return tryParseJson(concat(lit("["), object, lit(`,"${END_OF_RECORD}"]`)));
}

function fieldsOf(record: Column): Column {
  return tryVariantGet(record, "$[0]", "map<string,string>");
}

/** Whether the line was parsed and all of its members are the feed's or null. */
function hasOnly(known: readonly string[]): Column {
  return coalesce(size(unknownFields(fieldsOf(col("whole")), known)).eq(0), lit(false));
}

/** What the feed asks for of a line that VARIANT refuses because a further member names one of its own twice. */
function parsedWithoutOthers(members: JsonMembers, asked: readonly string[]): Column {
  return when(isObjectOf(members, col("value")), parsed(onlyMembers(members, asked)));
}

/** The further members as VARIANT prints them, where their text is not found. */
function otherFields(known: readonly string[]): Column {
  return nullif(toJson(unknownFields(col("fields"), known)), lit("{}"));
}

function unknownFields(fields: Column, known: readonly string[]): Column {
  return mapFilter(fields, (key, value) =>
    key
      .isin(...known)
      .not()
      .and(value.isNotNull()),
  );
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
