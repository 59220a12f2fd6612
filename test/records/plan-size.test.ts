import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import {
  cleanedDimension,
  cleanedDimensionSchema,
  judgedRecords,
  rejectedDimension,
  type SourceFile,
} from "../../src/records/index.ts";
import { sparkPartitionId } from "../../src/spark-connect/index.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { FEEDS } from "../support/feeds.ts";
import { csvSource } from "./csv-source.ts";

const NAMES = FEEDS.customers.columns.map(({ name }) => name);
const SALES_HEADER = FEEDS.sales.columns.map(({ name }) => name).join(",");

test("the plan of a dimension says each thing once, and says why rows are rejected only of those that are", async () => {
  const folder = await mkdtemp(join(tmpdir(), "plan-size-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "customers.csv");
  await writeFile(path, `${NAMES.join(",")}\n1,Ann,Lee,,,,2023-01-01\n`);
  const spark = await liveSession();
  await spark.conf.setAll({ ...SESSION_SETTINGS, "spark.sql.debug.maxToStringFields": "1000" });
  const source = { ...csvSource(path, `${SALES_HEADER}\n`), columns: NAMES };

  const cleaned = cleanedDimension(spark, FEEDS.customers, [source]);
  const plan = await cleaned.explain();
  assert.equal(occurrences(plan, "malformed:"), 0);
  assert.equal(occurrences(plan, "try_cast("), 2, "of a customer's columns one is an integer and one a date");

  // As a run does: from where they were written.
  const written = spark.read.schema(cleanedDimensionSchema(FEEDS.customers)).json(path);
  const reasons = await rejectedDimension(written, FEEDS.customers).explain();
  for (const name of NAMES) assert.equal(occurrences(reasons, `malformed:${name}`), 1, name);
  assert.equal(occurrences(reasons, "try_cast("), 2);
});

test("files of several readers are judged once, not once for each", async () => {
  const sources = await filesOfManyWidths(4);
  const spark = await liveSession();
  await spark.conf.setAll({ ...SESSION_SETTINGS, "spark.sql.debug.maxToStringFields": "1000" });
  const casts = async (files: readonly SourceFile[]) =>
    occurrences(await judgedRecords(spark, FEEDS.sales, files).explain(), "try_cast(");
  assert.equal(await casts(sources), await casts(sources.slice(0, 1)));
});

test("small files of many headers share tasks", async () => {
  const spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);
  const judged = judgedRecords(spark, FEEDS.sales, await filesOfManyWidths(12));
  const tasks = await judged.select(sparkPartitionId().alias("task")).distinct().collect();
  assert.ok(tasks.length <= 4, `${tasks.length} tasks for 12 files`);
});

/** Sales with no, one, two, … columns more than were declared: no two have as many. */
async function filesOfManyWidths(count: number): Promise<readonly SourceFile[]> {
  const folder = await mkdtemp(join(tmpdir(), "plan-size-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return await Promise.all(
    Array.from({ length: count }, async (_, width) => {
      const path = join(folder, `sales_data_${width}.csv`);
      const more = Array.from({ length: width }, (_, column) => `,more_${column}`).join("");
      const text = `${SALES_HEADER}${more}\n1,2,tea,2024-01-01,3,1.00,1,1.00${",x".repeat(width)}\n`;
      await writeFile(path, text);
      return { ...csvSource(path, text), fileId: width + 1 };
    }),
  );
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}
