import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { literal, queryText } from "../support/oracle/duckdb.ts";
import { rejectedRecords } from "../support/rejected-records.ts";
import type { World } from "../support/world.ts";
import { withoutNamesOf } from "./without-names-of.ts";

/** Lines by what they are of: a table, objects. */
export type LastingResult = ReadonlyMap<string, readonly string[]>;

/** Of objects whose rows may lie in any order, and in any number of objects. */
const CLEANED = "processed/sales/";
const REJECTED = "error/rows/";

/**
 * What runs have left in a world: the rows of every table, and the objects with their bytes. Left out is what no two runs share,
 * on whatever cluster: times and durations, names of processes and sessions; ids of runs are numbered in their order.
 */
export async function lastingResult(world: World): Promise<LastingResult> {
  const renamed = await withoutNamesOf(world);
  const keys = await world.keys();
  const inOrder = (lines: readonly string[]): readonly string[] => lines.map(renamed).toSorted();
  const result = new Map<string, readonly string[]>();
  for (const table of await tables(world)) result.set(table, inOrder(await rowsOf(world, table)));
  result.set("objects", inOrder(await objects(world, keys)));
  result.set("cleaned sales", inOrder(await cleanedSales(world, keys)));
  result.set("rejected rows", inOrder((await rejectedRecords(world)).map((record) => JSON.stringify(record))));
  return result;
}

async function tables(world: World): Promise<readonly string[]> {
  const rows = await world.rows("SHOW FULL TABLES WHERE table_type = 'BASE TABLE'");
  return rows.map((row) => String(Object.values(row)[0])).filter((table) => !ABOUT_THE_SERVERS.has(table));
}

async function rowsOf(world: World, table: string): Promise<readonly string[]> {
  const described = await world.rows<{ readonly Field: string; readonly Type: string }>(`DESCRIBE ${table}`);
  const compared = described.filter(({ Field, Type }) => !A_TIME.test(Type) && !OF_ONE_RUN.has(Field));
  const rows = await world.rows(`SELECT ${compared.map(({ Field }) => `\`${Field}\``).join(", ")} FROM ${table}`);
  return rows.map((row) => JSON.stringify(row)).filter((row) => !A_TOTAL_OF_TIMES.test(row));
}

/** Of `run_totals`. */
const A_TOTAL_OF_TIMES = /"kind":"(?:step|spark)_ms"/;

/** Tables that say where and by whom the ledger is kept. */
const ABOUT_THE_SERVERS: ReadonlySet<string> = new Set(["pipeline_identity", "pipeline_lease", "s3_servers"]);

const A_TIME = /^(timestamp|datetime)/;

const OF_ONE_RUN: ReadonlySet<string> = new Set([
  "spark_session_id",
  "duration_ms",
  "spark_ms",
  // Files are validated side by side: their events are written in the order in which that ends.
  "event_id",
]);

/** Keys, and of what is no text with times in it the bytes; of partitions those of their pages. */
async function objects(world: World, keys: readonly string[]): Promise<readonly string[]> {
  const whole = keys.filter((key) => !key.startsWith(CLEANED) && !key.startsWith(REJECTED));
  return await Promise.all(
    whole.map(async (key) => {
      const bytes = await world.read(key);
      if (key.endsWith(".json")) return `${key} ${sameText(Buffer.from(bytes).toString("utf8"))}`;
      return `${key} ${key.endsWith(".parquet") ? pagesOf(Buffer.from(bytes)) : digestOf(bytes)}`;
    }),
  );
}

function sameText(json: string): string {
  return json.replaceAll(AT_A_TIME, "<time>").replaceAll(ETAG_OF_A_PARTITION, '"etag":"<etag>"');
}

/**
 * All bytes of a Parquet file but its footer, and how long that is: Parquet's library lists the encodings of a column there in the
 * order of a hash set, which differs from one JVM to the next.
 */
function pagesOf(file: Buffer): string {
  const footer = file.readUInt32LE(file.length - FOOTER_END_BYTES);
  return `${digestOf(file.subarray(0, file.length - FOOTER_END_BYTES - footer))} and a footer of ${footer} bytes`;
}

/** The footer's length, and `PAR1`. */
const FOOTER_END_BYTES = 8;

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

const ETAG_OF_A_PARTITION = /"etag":\s*"(?:[^"\\]|\\.)*"/g;
const AT_A_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** For each batch and month the digest of all rows, in an order of their own. */
async function cleanedSales(world: World, keys: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "cleaned-sales-"));
  try {
    for (const key of keys.filter((one) => one.startsWith(CLEANED) && one.endsWith(".parquet"))) {
      await mkdir(join(folder, dirname(key)), { recursive: true });
      await writeFile(join(folder, key), await world.read(key));
    }
    const files = `read_parquet(${literal(join(folder, "**/*.parquet"))}, hive_partitioning = true, union_by_name = true)`;
    const { rows } = await queryText(`
      SELECT batch, sales_month, count(*) AS sales, md5(string_agg(sale, chr(10) ORDER BY sale)) AS digest
      FROM (SELECT batch, sales_month, CAST(struct_pack(*COLUMNS(* EXCLUDE (batch))) AS VARCHAR) AS sale FROM ${files})
      GROUP BY ALL`);
    return rows.map((row) => JSON.stringify(row));
  } finally {
    await rm(folder, { recursive: true });
  }
}
