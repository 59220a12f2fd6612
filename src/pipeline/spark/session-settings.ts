/**
 * Spark's settings that a run's results depend on. Each is set in the run's own session, because the administrators of a
 * shared cluster may have other defaults. Limits on memory, parallelism and time stay theirs.
 */
export const SESSION_SETTINGS = {
  // Arithmetic and casts: a bad cast is an error, never a NULL that nobody asked for.
  "spark.sql.ansi.enabled": "true",
  "spark.sql.storeAssignmentPolicy": "ANSI",
  // The digits that a product or a quotient of decimals keeps.
  "spark.sql.decimalOperations.allowPrecisionLoss": "true",
  "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "false",
  "spark.sql.legacy.literal.pickMinimumPrecision": "true",
  "spark.sql.legacy.allowNegativeScaleOfDecimal": "false",
  "spark.sql.legacy.exponentLiteralAsDecimal.enabled": "false",
  "spark.sql.legacy.createEmptyCollectionUsingStringType": "false",
  "spark.sql.legacy.castComplexTypesToString.enabled": "false",
  "spark.sql.mapKeyDedupPolicy": "EXCEPTION",

  // Names: "price" and "Price" are two columns of a file.
  "spark.sql.caseSensitive": "true",
  "spark.sql.ansi.doubleQuotedIdentifiers": "false",
  "spark.sql.ansi.enforceReservedKeywords": "false",
  "spark.sql.parser.quotedRegexColumnNames": "false",
  "spark.sql.parser.escapedStringLiterals": "false",
  // An aggregate has the columns that it groups by.
  "spark.sql.retainGroupColumns": "true",
  "spark.sql.groupByOrdinal": "true",
  "spark.sql.orderByOrdinal": "true",
  "spark.sql.selfJoinAutoResolveAmbiguity": "true",

  // Dates and times.
  "spark.sql.session.timeZone": "UTC",
  "spark.sql.timestampType": "TIMESTAMP_LTZ",
  "spark.sql.datetime.java8API.enabled": "false",
  "spark.sql.legacy.timeParserPolicy": "CORRECTED",
  "spark.sql.legacy.typeCoercion.datetimeToString.enabled": "false",
  "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
  "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
  "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
  "spark.sql.parquet.int96RebaseModeInWrite": "CORRECTED",
  "spark.sql.parquet.int96AsTimestamp": "true",
  "spark.sql.parquet.int96TimestampConversion": "false",
  "spark.sql.parquet.inferTimestampNTZ.enabled": "true",

  // Files: a corrupt or missing one is an error, never rows that are silently left out.
  "spark.sql.files.ignoreCorruptFiles": "false",
  "spark.sql.files.ignoreMissingFiles": "false",
  "spark.sql.files.ignoreInvalidPartitionPaths": "false",
  // The file sources of version 2 do not say which file a row is from.
  "spark.sql.sources.useV1SourceList": "avro,csv,json,kafka,orc,parquet,text",
  "spark.sql.sources.default": "parquet",
  "spark.sql.legacy.pathOptionBehavior.enabled": "false",
  // `sales_month=2023-03` is text.
  "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
  "spark.sql.sources.validatePartitionColumns": "true",
  // Hadoop drops what is beyond this length of a line.
  "mapreduce.input.linerecordreader.line.maxlength": "2147483647",

  // CSV and JSON: what a record is must not depend on which columns are asked for.
  "spark.sql.csv.filterPushdown.enabled": "true",
  "spark.sql.csv.parser.columnPruning.enabled": "true",
  // Without it the reader takes no charset but UTF and ISO-8859-1: no windows-1252.
  "spark.sql.legacy.javaCharsets": "true",
  "spark.sql.columnNameOfCorruptRecord": "_corrupt_record",
  "spark.sql.optimizer.enableCsvExpressionOptimization": "true",
  "spark.sql.optimizer.enableJsonExpressionOptimization": "true",
  "spark.sql.legacy.nullValueWrittenAsQuotedEmptyStringCsv": "false",
  "spark.sql.jsonGenerator.ignoreNullFields": "true",
  // A repeated member makes a record unparsable.
  "spark.sql.variant.allowDuplicateKeys": "false",

  // Parquet: columns by name, values as the file has them.
  "spark.sql.parquet.mergeSchema": "false",
  "spark.sql.parquet.respectSummaryFiles": "false",
  "spark.sql.parquet.binaryAsString": "false",
  "spark.sql.parquet.fieldId.read.enabled": "false",
  "spark.sql.parquet.fieldId.read.ignoreMissing": "false",
  "spark.sql.parquet.aggregatePushdown": "false",
  "spark.sql.legacy.parquet.nanosAsLong": "false",
  "spark.sql.parquet.reader.respectUnknownTypeAnnotation.enabled": "false",

  // What is written, for readers that are not Spark: types, compression, and one object for each partition of the mart.
  "spark.sql.files.maxRecordsPerFile": "0",
  "spark.sql.parquet.writeLegacyFormat": "false",
  "spark.sql.parquet.outputTimestampType": "INT96",
  "spark.sql.parquet.compression.codec": "snappy",
  "spark.sql.sources.partitionOverwriteMode": "static",
  // Hadoop's default for the compression of text, which would give rejected rows another extension.
  "mapreduce.output.fileoutputformat.compress": "false",

  // JDBC: CHAR(7) is text.
  "spark.sql.readSideCharPadding": "true",
  "spark.sql.preserveCharVarcharTypeInfo": "false",
  "spark.sql.legacy.charVarcharAsString": "false",
  "spark.sql.legacy.mysql.bitArrayMapping.enabled": "false",
  "spark.sql.legacy.mysql.timestampNTZMapping.enabled": "false",

  // What the client decodes.
  "spark.sql.execution.arrow.useLargeVarTypes": "false",
  "spark.sql.execution.arrow.compression.codec": "none",

  // Optimizer: all of its rules, and none that is known to lie.
  "spark.sql.optimizer.excludedRules": "",
  "spark.sql.adaptive.optimizer.excludedRules": "",
  "spark.sql.optimizer.metadataOnly": "false",

  // Interrupting an operation ends its tasks, so that a dead run's are gone when its output is removed.
  "spark.sql.execution.interruptOnCancel": "true",

  // Spark Connect shows each plan as text, with the options of JDBC sources, in the UI, the event log and the names of its
  // jobs. Spark's own redaction covers its SQL plans, but not that text.
  "spark.sql.redaction.string.regex": String.raw`(?s)key: "(?i:\w*password\w*)"\s*value: "[^"\\]*+(?:\\.[^"\\]*+)*+"|(?i:StorePassword)=[^&"\s]*+`,

  // Faster. Few groups and joins need as many tasks as a cluster's default says; Spark merges them as it goes.
  "spark.sql.adaptive.enabled": "true",
  // Each cast of a text is a projection of its own, to be computed once.
  "spark.sql.optimizer.collapseProjectAlwaysInline": "false",
  // Writes a few months side by side instead of sorting all rows by month first.
  "spark.sql.maxConcurrentOutputFileWriters": "64",
  // The JVM never optimises a method of more bytecode than this; Spark's own limit lets such code run, slowly.
  "spark.sql.codegen.hugeMethodLimit": "8000",
} as const;
