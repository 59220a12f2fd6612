// The whole pipeline on real servers: generate files, run, let late and corrected files arrive, run again.
import { S3Client } from "@aws-sdk/client-s3";
import { createConnection } from "mysql2/promise";
import { salesJob } from "../../jobs/sales/index.ts";
import { table } from "../../src/cli/table.ts";
import { loadSettings, type Settings } from "../../src/config/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { Interrupted } from "../../src/pipeline/context/interrupted.ts";
import type { RunOutcome } from "../../src/pipeline/outcome/run-outcome.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { createDeclaredTables, currentPassword, migrate, openWarehouse } from "../../src/warehouse/index.ts";
import { describeDataset } from "../generate/dataset.ts";
import { generateDataset } from "../generate/generate-dataset.ts";
import { generateSecondWave } from "../generate/generate-second-wave.ts";
import { DEFAULT_OPTIONS } from "../generate/options.ts";
import { demoLog } from "./demo-log.ts";
import { demoStack } from "./demo-stack.ts";
import { howToQuery } from "./how-to-query.ts";
import { BEST_PERFORMERS, FILES_BY_STATUS, FILES_WITH_REASONS, TOP_CUSTOMERS } from "./queries.ts";
import { emptyBucket, s3Sink } from "./s3-sink.ts";
import { connectTo, showQuery } from "./show.ts";

/** The generated sales are of 2025; what is "future" must not depend on the day of the demo. */
const AS_OF = "2025-12-31";
const log = demoLog(process.stdout, Date.now);

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort(new Interrupted(signal)));

async function main(): Promise<void> {
  heading("Servers: Spark Connect, S3 and MySQL");
  await using stack = await demoStack(stop.signal, say);
  // The AWS SDK takes its credentials from the environment.
  Object.assign(process.env, stack.env, { S3_BUCKET: "demo", MYSQL_DATABASE: "demo" });
  const settings = loadSettings(salesJob, { env: process.env });
  const s3 = new S3Client({ forcePathStyle: true });
  await emptyBucket(s3, settings.s3.bucket);
  await newDatabase(settings);

  heading("First wave: three months of sales, a file a day");
  const sink = s3Sink(s3, settings.s3.bucket);
  const first = await generateDataset(DEFAULT_OPTIONS, sink);
  for (const line of describeDataset(first)) say(line);

  heading("Run 1");
  const run1 = await run(settings);
  await showQueries(settings, [
    ["Files", FILES_BY_STATUS],
    ["Files that do not count, and why", FILES_WITH_REASONS],
    ["Best performers by store, last month", BEST_PERFORMERS],
    ["Top customers", TOP_CUSTOMERS],
  ]);

  heading("Second wave: a late file, a correction, a duplicate, new addresses");
  const second = await generateSecondWave(DEFAULT_OPTIONS, sink, first);
  for (const line of describeDataset(second)) say(line);

  heading("Run 2");
  const run2 = await run(settings);
  show(incentives(run2));
  await showQueries(settings, [
    ["Files", FILES_BY_STATUS],
    ["Best performers by store, last month", BEST_PERFORMERS],
  ]);

  heading("How long each step took");
  show(stepTimes(run1, run2));
  heading("Where everything is");
  show(howToQuery(settings, stack.wasUp));
}

async function run(settings: Settings): Promise<RunOutcome> {
  const logger = (bindings: Readonly<Record<string, string>>) => createLogger("info", bindings, log);
  const outcome = await runPipeline({ job: salesJob, settings, asOf: AS_OF, signal: stop.signal, logger });
  if (outcome.error !== undefined) throw outcome.error;
  show(`\n${JSON.stringify(outcome.summary)}\n`);
  return outcome;
}

async function newDatabase({ mysql }: Settings): Promise<void> {
  const { host, port, user, database } = mysql;
  const password = await currentPassword(mysql.password);
  const connection = await createConnection({ host, port, user, password });
  await connection.query(`DROP DATABASE IF EXISTS \`${database}\``);
  await connection.query(`CREATE DATABASE \`${database}\``);
  await connection.end();
  await using warehouse = await openWarehouse(mysql);
  await migrate(warehouse);
  await createDeclaredTables(warehouse, salesJob);
}

async function showQueries(
  { mysql }: Settings,
  queries: readonly (readonly [title: string, sql: string])[],
): Promise<void> {
  const connection = await connectTo(mysql);
  try {
    for (const [title, sql] of queries) show(await showQuery(connection, title, sql));
  } finally {
    await connection.end();
  }
}

function incentives({ watched }: RunOutcome): string {
  const changes = watched.flatMap((mart) => mart.changes);
  const rows = table(changes, {
    store: ({ row }) => String(row["store_id"]),
    month: ({ row }) => String(row["sales_month"]),
    person: ({ row }) => `${row["full_name"] ?? "?"} (${row["sales_person_id"]})`,
    before: ({ before }) => before,
    after: ({ after }) => after,
  });
  return `\nIncentives that moved because of the late and the corrected file\n${rows}\n`;
}

function stepTimes(...runs: readonly RunOutcome[]): string {
  const rows = runs.flatMap(({ steps }, index) => steps.map((step) => ({ run: index + 1, ...step })));
  return `${table(rows, {
    run: ({ run }) => String(run),
    step: ({ step }) => step,
    seconds: ({ durationMs }) => (durationMs / 1000).toFixed(1),
  })}\n`;
}

function heading(text: string): void {
  show(`\n== ${text}\n`);
}

function say(line: string): void {
  show(`  ${line}\n`);
}

function show(text: string): void {
  process.stdout.write(text);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\ndemo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
