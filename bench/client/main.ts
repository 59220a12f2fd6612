// What the Spark client adds to Spark's own time. Starts a Spark server of its own, and prints a table.
//   npm run bench:client -- [--rows <n>]
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { col, type DataFrame, SparkSession } from "../../src/spark-connect/index.ts";
import { remoteWithToken } from "../../tools/stack/stack-environment.ts";
import { settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";
import { startStack } from "../../tools/stack/start-stack.ts";
import { type Measurement, measure } from "./measure.ts";
import { ServerTimes } from "./server-times.ts";

const { values } = parseArgs({ options: { rows: { type: "string", default: "5000000" } } });
const many = Number(values.rows);
const fewer = Math.ceil(many / 5);

const folder = mkdtempSync(join(tmpdir(), "bench-client-"));
process.stderr.write("bench: starting Spark Connect …\n");
const settings = { ...settingsFromEnvironment(process.env), services: ["spark"], sparkUi: true } as const;
const stack = await startStack({ dir: folder, settings });
try {
  const [, ui = ""] = / ui (\S+)$/.exec(stack.processes.find(({ name }) => name === "spark")?.address ?? "") ?? [];
  await using spark = SparkSession.connect(remoteWithToken(stack.env));
  print(await measureAll(spark, await ServerTimes.of(ui)), await spark.version());
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll(spark: SparkSession, servers: ServerTimes): Promise<readonly Measurement[]> {
  const one = spark.range(0, 1);
  const long = chained(spark.range(0, 10), 500);
  const short = chained(spark.range(0, 10), 20);
  return [
    await measure("round trip of a call that does no work (conf.get)", 500, () => spark.conf.get("spark.app.name")),
    await measure("round trip of a query of one row", 200, () => one.collect(), servers),
    await measure("building a plan of 1,000 operations", 50, () => chained(spark.range(0, 10), 1000)),
    await measure("a plan of 500 operations as protobuf JSON", 20, () => long.toPlanJson()),
    // Spark's analyzer gives up on some fifty (spark.sql.analyzer.maxIterations).
    await measure("a plan of 20 operations, sent and run", 20, () => short.collect(), servers),
    await measure(`collect of ${thousands(fewer)} rows as objects`, 3, () => table(spark, fewer).collect(), servers),
    await measure(`collect of ${thousands(many)} rows as objects`, 1, () => table(spark, many).collect(), servers),
    await measure(`${thousands(many)} rows, one by one`, 1, () => drain(table(spark, many)), servers),
  ];
}

function chained(start: DataFrame, operations: number): DataFrame {
  let frame = start;
  for (let operation = 0; operation < operations; operation++) {
    frame = frame.filter(col("id").ne(-operation));
  }
  return frame;
}

/** A number, a text, an amount of money and a date. */
function table(spark: SparkSession, rows: number): DataFrame {
  return spark
    .range(0, rows)
    .selectExpr(
      "id",
      "concat('customer ', id % 1000) AS name",
      "CAST(id % 100000 / 100 AS DECIMAL(12, 2)) AS amount",
      "date_add(DATE'2025-01-01', CAST(id % 365 AS INT)) AS day",
    );
}

function thousands(number: number): string {
  return number.toLocaleString("en");
}

async function drain(frame: DataFrame): Promise<number> {
  let rows = 0;
  for await (const _ of frame.rows()) rows += 1;
  return rows;
}

function print(measurements: readonly Measurement[], version: string): void {
  const [cpu] = cpus();
  const lines = measurements.map(({ what, times, client, server }) => {
    const own = server === undefined ? "-" : server.toFixed(0);
    return `| ${what.padEnd(50)} | ${String(times).padStart(5)} | ${client.toFixed(2).padStart(10)} | ${own.padStart(10)} |`;
  });
  process.stdout.write(
    [
      `Node ${process.versions.node}, Spark ${version}, ${cpus().length} × ${cpu?.model ?? "unknown processor"}; medians in milliseconds`,
      `| ${"what".padEnd(50)} | times |     client | server own |`,
      `|${"-".repeat(52)}|------:|-----------:|-----------:|`,
      ...lines,
      "",
    ].join("\n"),
  );
}
