import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { csvRows } from "../../src/records/csv-rows.ts";
import type { SourceFile } from "../../src/records/source-file.ts";
import type { SparkSession } from "../../src/spark-connect/index.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { FEEDS } from "../support/feeds.ts";
import { Random } from "../support/random.ts";
import { csvSource } from "./csv-source.ts";

const HEADER = FEEDS.sales.columns.map(({ name }) => name);
const LINES = 300;

/** Nothing that makes a text other than plain; all else that one of the two readers may see otherwise than the other. */
const PIECES = [
  ...["1", "x", "é", "𝒳", "\\N", "\\", "'", "#", "-", "null"],
  ...[" ", "\t", "\f", "\u000b", "\u0000", "\u0001", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ufffd"],
];

function field(random: Random): string {
  return Array.from({ length: random.below(4) }, () => random.oneOf(PIECES)).join("");
}

function line(random: Random): string {
  const width = random.below(10) === 0 ? random.below(2 * HEADER.length) + 1 : HEADER.length;
  const text = Array.from({ length: width }, () => field(random)).join(",");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what makes a line blank.
  return /^[\u0000-\u0020]*$/.test(text) ? `x${text}` : text;
}

function written(random: Random, ends: readonly string[]): string {
  const lines = [HEADER.join(","), ...Array.from({ length: LINES }, () => line(random))];
  const text = lines.map((one) => one + random.oneOf(ends)).join("");
  return random.below(2) === 0 ? text.replace(/\r?\n$/, "") : text;
}

/** The fields of each record, and its text where it has too few or too many. */
async function rowsOf(spark: SparkSession, source: SourceFile): Promise<readonly unknown[]> {
  const rows = await csvRows(spark, [source]).drop("file_path").collect<Readonly<Record<string, unknown>>>();
  return rows.map((row) => JSON.stringify(row));
}

test.each([
  ["LF", ["\n"], ""],
  ["CR LF", ["\r\n"], ""],
  ["either", ["\n", "\r\n"], ""],
  ["LF, after a byte order mark", ["\n"], "\ufeff"],
])("a plain text whose lines end in %s is read whole as it is read by lines", async (_, ends, mark) => {
  const folder = await mkdtemp(join(tmpdir(), "csv-whole-reads-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const text = written(new Random(20_261_129), ends);
  const path = join(folder, "sales_data.csv");
  await writeFile(path, mark + text);
  const source = csvSource(path, text);
  assert.equal(source.plain, true);
  const spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);

  const byLines = await rowsOf(spark, { ...source, plain: false });
  assert.equal(byLines.length, LINES);
  assert.deepEqual(await rowsOf(spark, source), byLines);
});
