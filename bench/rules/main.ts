// What validating every row costs: the job's cleaning of sales against a plan that only reads the same CSV, types it and writes
// the same Parquet. Starts a Spark server of its own, unless it is given one of this machine, for which numbers say little.
//   npm run bench:rules -- [--rows <n>] [--pairs <n>] [--remote <sc://…>]
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { withFileIds } from "../../src/records/file-ids.ts";
import type { SourceFile } from "../../src/records/index.ts";
import { col, type DataFrame, SparkSession, substring } from "../../src/spark-connect/index.ts";
import { remoteWithToken } from "../../tools/stack/stack-environment.ts";
import { settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";
import { type Stack, startStack } from "../../tools/stack/start-stack.ts";
import { median } from "../median.ts";
import { cleanLocalSales, localSales } from "./local-sales.ts";
import { COLUMNS, writeSales } from "./sales-csv.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "2000000" },
    pairs: { type: "string", default: "5" },
    remote: { type: "string" },
  },
});
const [rows, pairs] = [Number(values.rows), Number(values.pairs)];

const folder = mkdtempSync(join(tmpdir(), "bench-rules-"));
const stack = values.remote === undefined ? await startSpark() : undefined;
try {
  const file = join(folder, "sales_data.csv");
  await writeSales(file, rows);
  await using spark = SparkSession.connect(values.remote ?? remoteWithToken(stack?.env ?? {}));
  await spark.conf.setAll(SESSION_SETTINGS);
  const source = localSales(file, COLUMNS);
  const [full, none] = [cleanLocalSales(spark, source, "2026-01-01"), withoutRules(spark, source)];
  const ratios: number[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const [ruled, plain] = [await secondsOf(full, pair), await secondsOf(none, pair)];
    // The first pair warms up.
    if (pair > 0) ratios.push(ruled / plain);
    process.stderr.write(`bench: with rules ${ruled.toFixed(1)} s, without ${plain.toFixed(1)} s\n`);
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  const range = `${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)}`;
  process.stdout.write(
    `${rows} rows, ${pairs} pairs: with all rules ${median(ratios).toFixed(2)} times as long as with none (${range}). ` +
      `Spark ${await spark.version()}, ${cpus().length} × ${cpus()[0]?.model}\n`,
  );
} finally {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function startSpark(): Promise<Stack> {
  process.stderr.write("bench: starting Spark Connect …\n");
  const settings = { ...settingsFromEnvironment(process.env), services: ["spark"] } as const;
  return await startStack({ dir: join(folder, "stack"), settings });
}

/** The same reader, file ids, columns and partitions; a value that does not fit would end the job. */
function withoutRules(spark: SparkSession, source: SourceFile): DataFrame {
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

async function secondsOf(frame: DataFrame, pair: number): Promise<number> {
  const start = performance.now();
  await frame.write
    .mode("overwrite")
    .partitionBy("sales_month")
    .parquet(`file:${join(folder, `out-${pair}`)}`);
  return (performance.now() - start) / 1000;
}
