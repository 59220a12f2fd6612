// What `staging: sample` and `stream` read of large files, and the driver's memory. On servers that run already (`npm run stack:up`, then
// `source .stack/env`), after `npm run build`, with a Spark server of its own, whose requests to S3 are counted apart from the driver's.
//   npm run bench:sample -- [--files 100] [--megabytes 200] [--gzip] [--staging sample] [--json <file>]
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { dimensionFiles } from "../pipeline/dimension-files.ts";
import { sum } from "../pipeline/measure-run.ts";
import { openMeasuredS3, startMeasuredSpark } from "../pipeline/measured-servers.ts";
import { mysqlConnection, openPlace, type Place, s3Client } from "../pipeline/place.ts";
import { BUILT, runProgram } from "../pipeline/run-program.ts";
import type { S3Counter } from "../pipeline/s3-counter.ts";
import { company } from "../pipeline/sales-files.ts";
import { serversOfEnvironment } from "../servers-of-environment.ts";
import { uploadInParts } from "./upload-in-parts.ts";
import { wideSales } from "./wide-sales.ts";

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "100" },
    megabytes: { type: "string", default: "200" },
    gzip: { type: "boolean", default: false },
    staging: { type: "string", default: "sample" },
    json: { type: "string" },
  },
});

const COMPANY = company(200, 50_000);
const MONTHS = ["2025-01", "2025-02", "2025-03"];
const BYTES_OF_A_ROW = 505;
const [files, megabytes] = [Number(values.files), Number(values.megabytes)];

const servers = serversOfEnvironment();
const folder = mkdtempSync(join(tmpdir(), "bench-sample-"));
try {
  const ofDriver = await openMeasuredS3(servers);
  const ofSpark = await openMeasuredS3(servers);
  await using driverS3 = ofDriver.s3;
  await using sparkS3 = ofSpark.s3;
  await using spark = await startMeasuredSpark(folder, ofSpark.env);
  await using place = await openPlace(servers, "sample");
  const env = { ...place.env, SPARK_REMOTE: spark.remote, AWS_ENDPOINT_URL_S3: ofDriver.s3.endpoint };
  for (const { key, text } of dimensionFiles(COMPANY)) await place.land(key, text);
  await runProgram(["run"], env, [0], BUILT);
  const landed = await landSales(place);
  driverS3.take();
  sparkS3.take();
  const { rssBytes, wallMs } = await runProgram(["--set", `run.staging=${values.staging}`, "run"], env, [0], BUILT);
  const [driver, executors] = [readOf(driverS3), readOf(sparkS3)];
  await checkMarts(place, landed);
  const result = {
    ...landed,
    files,
    gzip: values.gzip,
    staging: values.staging,
    wallSeconds: Math.round(wallMs / 1_000),
    driverRssMegabytes: Math.round(rssBytes / 1_000_000),
    driver,
    spark: { ...executors, ratio: Number((executors.bytes / landed.bytes).toFixed(3)) },
  };
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Landed {
  readonly bytes: number;
  readonly rows: number;
  readonly cents: number;
}

async function landSales(place: Place): Promise<Landed> {
  const s3 = s3Client(servers);
  const landed = { bytes: 0, rows: 0, cents: 0 };
  const rows = Math.floor((megabytes * 1_000_000 * files) / BYTES_OF_A_ROW);
  for (let file = 0; file < files; file++) {
    const wide = wideSales({ name: "wide", company: COMPANY, rows, files, months: MONTHS }, file);
    const content = values.gzip ? gzipSync(wide.text, { level: 1 }) : Buffer.from(wide.text);
    await uploadInParts(s3, place.bucket, `raw/sales/sales_data_wide_${file}.csv${values.gzip ? ".gz" : ""}`, content);
    landed.bytes += content.length;
    landed.rows += wide.rows;
    landed.cents += wide.cents;
  }
  s3.destroy();
  return landed;
}

/** Of the new files alone: what a reader that hung up had not taken is in it, so that it is no less than what arrived. */
function readOf(s3: S3Counter): { readonly gets: number; readonly bytes: number } {
  const gets = s3.take().filter(({ kind, key }) => kind === "get" && key.startsWith("raw/sales/"));
  return { gets: gets.length, bytes: sum(gets.map(({ bytesRead }) => bytesRead)) };
}

async function checkMarts({ env }: Place, { rows, cents }: Landed): Promise<void> {
  const connection = await mysqlConnection(env);
  try {
    const [found] = await connection.query(
      `SELECT CAST(SUM(total_sales) AS CHAR) AS total, (SELECT CAST(SUM(rows_accepted) AS CHAR) FROM ${env["MYSQL_DATABASE"]}.staging_files WHERE feed = 'sales') AS accepted
       FROM ${env["MYSQL_DATABASE"]}.sales_team_data_mart`,
    );
    const expected = JSON.stringify([{ total: (cents / 100).toFixed(2), accepted: String(rows) }]);
    if (JSON.stringify(found) !== expected)
      throw new Error(`the mart has ${JSON.stringify(found)} instead of ${expected}`);
  } finally {
    await connection.end();
  }
}
