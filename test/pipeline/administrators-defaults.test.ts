import assert from "node:assert/strict";
import { test } from "vitest";
import type { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import { OwnSpark } from "../support/own-spark.ts";
import { rejectedRecords } from "../support/rejected-records.ts";
import { salesParquet } from "../support/sales-parquet.ts";
import {
  CUSTOMERS_FILE,
  DIMENSION_FILES,
  SALES_FILE,
  SALES_TEAM_FILE,
  STORES_FILE,
} from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

/** For each setting of a session a default that would change a result, or end the run, if the session did not set it. */
const HOSTILE: Readonly<Record<keyof typeof SESSION_SETTINGS, string>> = {
  "spark.sql.ansi.enabled": "false",
  "spark.sql.storeAssignmentPolicy": "LEGACY",
  "spark.sql.decimalOperations.allowPrecisionLoss": "false",
  "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "true",
  "spark.sql.legacy.literal.pickMinimumPrecision": "false",
  "spark.sql.legacy.allowNegativeScaleOfDecimal": "true",
  "spark.sql.legacy.exponentLiteralAsDecimal.enabled": "true",
  "spark.sql.legacy.createEmptyCollectionUsingStringType": "true",
  "spark.sql.legacy.castComplexTypesToString.enabled": "true",
  "spark.sql.mapKeyDedupPolicy": "LAST_WIN",
  "spark.sql.caseSensitive": "false",
  "spark.sql.ansi.doubleQuotedIdentifiers": "true",
  "spark.sql.ansi.enforceReservedKeywords": "true",
  "spark.sql.parser.quotedRegexColumnNames": "true",
  "spark.sql.parser.escapedStringLiterals": "true",
  "spark.sql.retainGroupColumns": "false",
  "spark.sql.groupByOrdinal": "false",
  "spark.sql.orderByOrdinal": "false",
  "spark.sql.selfJoinAutoResolveAmbiguity": "false",
  "spark.sql.session.timeZone": "America/St_Johns",
  "spark.sql.timestampType": "TIMESTAMP_NTZ",
  "spark.sql.datetime.java8API.enabled": "true",
  "spark.sql.legacy.timeParserPolicy": "LEGACY",
  "spark.sql.legacy.typeCoercion.datetimeToString.enabled": "true",
  "spark.sql.parquet.datetimeRebaseModeInRead": "LEGACY",
  "spark.sql.parquet.datetimeRebaseModeInWrite": "LEGACY",
  "spark.sql.parquet.int96RebaseModeInRead": "LEGACY",
  "spark.sql.parquet.int96RebaseModeInWrite": "LEGACY",
  "spark.sql.parquet.int96AsTimestamp": "false",
  "spark.sql.parquet.int96TimestampConversion": "true",
  "spark.sql.parquet.inferTimestampNTZ.enabled": "false",
  "spark.sql.files.ignoreCorruptFiles": "true",
  "spark.sql.files.ignoreMissingFiles": "true",
  "spark.sql.files.ignoreInvalidPartitionPaths": "true",
  "spark.sql.sources.useV1SourceList": "",
  "spark.sql.sources.default": "orc",
  "spark.sql.legacy.pathOptionBehavior.enabled": "true",
  "spark.sql.sources.partitionColumnTypeInference.enabled": "true",
  "spark.sql.sources.validatePartitionColumns": "false",
  "mapreduce.input.linerecordreader.line.maxlength": "60",
  "spark.sql.csv.filterPushdown.enabled": "false",
  "spark.sql.csv.parser.columnPruning.enabled": "false",
  "spark.sql.legacy.javaCharsets": "false",
  "spark.sql.columnNameOfCorruptRecord": "customer_id",
  "spark.sql.optimizer.enableCsvExpressionOptimization": "false",
  "spark.sql.optimizer.enableJsonExpressionOptimization": "false",
  "spark.sql.legacy.nullValueWrittenAsQuotedEmptyStringCsv": "true",
  "spark.sql.jsonGenerator.ignoreNullFields": "false",
  "spark.sql.variant.allowDuplicateKeys": "true",
  "spark.sql.parquet.mergeSchema": "true",
  "spark.sql.parquet.respectSummaryFiles": "true",
  "spark.sql.parquet.binaryAsString": "true",
  "spark.sql.parquet.fieldId.read.enabled": "true",
  "spark.sql.parquet.fieldId.read.ignoreMissing": "true",
  "spark.sql.parquet.aggregatePushdown": "true",
  "spark.sql.legacy.parquet.nanosAsLong": "true",
  "spark.sql.parquet.reader.respectUnknownTypeAnnotation.enabled": "true",
  "spark.sql.files.maxRecordsPerFile": "1",
  "spark.sql.parquet.writeLegacyFormat": "true",
  "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MILLIS",
  "spark.sql.parquet.compression.codec": "gzip",
  "spark.sql.sources.partitionOverwriteMode": "dynamic",
  "mapreduce.output.fileoutputformat.compress": "true",
  "spark.sql.readSideCharPadding": "false",
  "spark.sql.preserveCharVarcharTypeInfo": "true",
  "spark.sql.legacy.charVarcharAsString": "true",
  "spark.sql.legacy.mysql.bitArrayMapping.enabled": "true",
  "spark.sql.legacy.mysql.timestampNTZMapping.enabled": "true",
  "spark.sql.execution.arrow.useLargeVarTypes": "true",
  "spark.sql.execution.arrow.compression.codec": "zstd",
  "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.ConstantFolding",
  "spark.sql.adaptive.optimizer.excludedRules": "org.apache.spark.sql.execution.adaptive.AQEPropagateEmptyRelation",
  "spark.sql.optimizer.metadataOnly": "true",
  "spark.sql.execution.interruptOnCancel": "false",
  "spark.sql.redaction.string.regex": "nothing",
  "spark.sql.adaptive.enabled": "false",
  "spark.sql.optimizer.collapseProjectAlwaysInline": "true",
  "spark.sql.maxConcurrentOutputFileWriters": "0",
  "spark.sql.codegen.hugeMethodLimit": "65535",
};

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";
const JSON_SALE =
  '{"customer_id":1,"store_id":122,"product_name":"salt","sales_date":"2023-05-02","sales_person_id":1,"price":"2.50","quantity":2,"total_cost":5.00';

test("a server whose administrators set every default otherwise gives the same marts", async () => {
  await using world = await openWorld();
  await using spark = await OwnSpark.start({
    ...Object.fromEntries(
      Object.entries(HOSTILE).map(([key, value]) => [key.startsWith("spark.") ? key : `spark.hadoop.${key}`, value]),
    ),
    "spark.sql.shuffle.partitions": "7",
    "spark.hadoop.fs.s3a.endpoint": world.env["AWS_ENDPOINT_URL_S3"] ?? "",
    "spark.hadoop.fs.s3a.aws.credentials.provider": "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
    "spark.hadoop.fs.s3a.access.key": world.env["AWS_ACCESS_KEY_ID"] ?? "",
    "spark.hadoop.fs.s3a.secret.key": world.env["AWS_SECRET_ACCESS_KEY"] ?? "",
  });
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "raw/sales/sales_data_example.csv": SALES_FILE.text,
    "raw/sales/sales_data_lines.csv": `${HEADER},note\r\n1,122,"two\r\nlines",2023-05-02,2,1.50,1,1.50,"a\r\nb"\r\n1,122,x,2023-05-02,2,1.50\r\n`,
    // The second record has a member twice.
    "raw/sales/sales_data_json.jsonl": `${JSON_SALE}}\n${JSON_SALE},"price":"2.50"}\n`,
    "raw/sales/sales_data_table.parquet": await salesParquet({ note: "NULL::VARCHAR" }),
  };
  for (const { key, text } of DIMENSION_FILES) await world.land(key, text);
  for (const [key, content] of Object.entries(files)) await world.land(key, content);

  const settings = { ...world.settings, spark: { ...world.settings.spark, remote: spark.remote } };
  const { error, summary } = await world.run({ settings });

  assert.equal(error, undefined);
  assert.deepEqual(summary.files, { processed: 8, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  const source = (name: string, content: string | Uint8Array) => ({
    name,
    content: typeof content === "string" ? new TextEncoder().encode(content) : content,
  });
  await expectMarts(world, {
    files: Object.entries(files).map(([name, content]) => source(name, content)),
    dimensions: await readDimensions({
      customers: [source(CUSTOMERS_FILE.key, CUSTOMERS_FILE.text)],
      stores: [source(STORES_FILE.key, STORES_FILE.text)],
      salesTeam: [source(SALES_TEAM_FILE.key, SALES_TEAM_FILE.text)],
    }),
    asOf: "2026-01-01",
  });
  const reasons = (await rejectedRecords(world)).flatMap((row) => row.reasons);
  assert.deepEqual(reasons.toSorted(), ["missing:total_cost", "unparsable", "wrong_field_count"]);
});
