// What validating every row costs: the job's cleaning of sales against a plan that only reads the same CSV, types it and writes
// the same Parquet. Starts a Spark server of its own.
//   npm run bench:rules -- [--rows <n>] [--pairs <n>]
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withFileIds } from "../../jobs/sales/file-ids.ts";
import { cleanedSales, type SourceFile } from "../../jobs/sales/index.ts";
import { sparkPath } from "../../src/lake/index.ts";
import { SESSION_SETTINGS } from "../../src/pipeline/prepare-session.ts";
import { col, type DataFrame, SparkSession, substring } from "../../src/spark-connect/index.ts";
import { settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";
import { startStack } from "../../tools/stack/start-stack.ts";
import { COLUMNS, writeSales } from "./sales-csv.ts";

const { values } = parseArgs({
  options: { rows: { type: "string", default: "2000000" }, pairs: { type: "string", default: "5" } },
});
const [rows, pairs] = [Number(values.rows), Number(values.pairs)];

const folder = mkdtempSync(join(tmpdir(), "bench-rules-"));
process.stderr.write("bench: starting Spark Connect …\n");
const stack = await startStack({
  dir: join(folder, "stack"),
  settings: { ...settingsFromEnvironment(process.env), services: ["spark"] },
});
try {
  const file = join(folder, "sales_data.csv");
  await writeSales(file, rows);
  await using spark = SparkSession.connect(stack.env["SPARK_REMOTE"]);
  await spark.conf.setAll(SESSION_SETTINGS);
  const [full, none] = [withRules(spark, file), withoutRules(spark, file)];
  const ratios: number[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const [ruled, plain] = [await secondsOf(full, pair), await secondsOf(none, pair)];
    // The first pair warms up.
    if (pair > 0) ratios.push(ruled / plain);
    process.stderr.write(`bench: with rules ${ruled.toFixed(1)} s, without ${plain.toFixed(1)} s\n`);
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const range = `${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)}`;
  process.stdout.write(
    `${rows} rows, ${pairs} pairs: with all rules ${median.toFixed(2)} times as long as with none (${range}). ` +
      `Spark ${await spark.version()}, ${cpus().length} × ${cpus()[0]?.model}\n`,
  );
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** As a run cleans: faults of every column and row, unknown references, rejected rows with their text. */
function withRules(spark: SparkSession, file: string): DataFrame {
  const dimensions = {
    customers: spark.range(1, 10_000).selectExpr("CAST(id AS INT) AS customer_id"),
    stores: spark.range(1, 50).selectExpr("CAST(id AS INT) AS id"),
    sales_team: spark.range(1, 500).selectExpr("CAST(id AS INT) AS id"),
  };
  return cleanedSales(spark, [sourceOf(file)], dimensions, { asOf: "2026-01-01", unknownReferences: "accept" });
}

/** The same reader, file ids, columns and partitions; a value that does not fit would end the job. */
function withoutRules(spark: SparkSession, file: string): DataFrame {
  const source = sourceOf(file);
  const typed = spark.read
    .options({ header: true, ignoreLeadingWhiteSpace: true, ignoreTrailingWhiteSpace: true })
    .schema(COLUMNS.map((name) => `${name} STRING`).join(", "))
    .csv(source.loadPath)
    .selectExpr(
      "CAST(customer_id AS INT)",
      "CAST(store_id AS INT)",
      "product_name",
      "CAST(sales_date AS DATE)",
      "CAST(sales_person_id AS INT)",
      "CAST(price AS DECIMAL(18,2))",
      "CAST(quantity AS INT)",
      "CAST(total_cost AS DECIMAL(18,2))",
      "_metadata.file_path AS file_path",
    );
  return withFileIds(spark, typed, [source]).withColumn(
    "sales_month",
    substring(col("sales_date").cast("string"), 1, "yyyy-MM".length),
  );
}

function sourceOf(file: string): SourceFile {
  const { load, reported } = sparkPath({ file });
  return {
    fileId: 1,
    loadPath: load,
    reportedPath: reported,
    format: "csv",
    columns: COLUMNS,
    schemaSignature: "null",
    multiline: false,
    csv: { delimiter: ",", quote: '"', encoding: "UTF-8" },
  };
}

async function secondsOf(frame: DataFrame, pair: number): Promise<number> {
  const start = performance.now();
  await frame.write
    .mode("overwrite")
    .partitionBy("sales_month")
    .parquet(`file:${join(folder, `out-${pair}`)}`);
  return (performance.now() - start) / 1000;
}
