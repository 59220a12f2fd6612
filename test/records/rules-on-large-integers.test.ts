import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import type { FactsFeed } from "../../src/feeds/index.ts";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { type CleaningRules, cleanedFacts } from "../../src/records/index.ts";
import { sparkVerdicts } from "../oracle/spark-verdicts.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { FEEDS } from "../support/feeds.ts";
import { csvSource } from "./csv-source.ts";

/** What a rule multiplies may be any number of 19 digits in a row that is rejected for that. */
const SIGNS = ["", "-"];

test("a rule that multiplies integers ends no run, however large a rejected row has them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "large-integers-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "sales.csv");
  const header = `${FEEDS.sales.columns.map(({ name }) => name).join(",")},row\n`;
  const rows = SIGNS.map(
    (sign, at) => `1,121,sugar,2023-03-01,${sign}9223372036854775807,1,${sign}9223372036854775807,1,${at + 1}\n`,
  );
  await writeFile(
    path,
    `${header}${rows.join("")}1,121,sugar,2023-03-01,7,1,2147483647,1,3\n1,121,sugar,2023-03-01,1,1,1,1,4\n`,
  );
  const spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);
  const feed: FactsFeed = FEEDS.sales;
  const rules: CleaningRules = {
    feed: { ...feed, columns: feed.columns.map(({ references: _, ...column }) => column) },
    rows: [{ code: "odd", broken: (value) => value("quantity").multiply(value("sales_person_id")).gt(1000) }],
    lookalikes: [],
    asOf: "2024-01-01",
    unknownReferences: "accept",
  };
  const cleaned = cleanedFacts(spark, [csvSource(path, header)], {}, rules);
  const verdicts = await sparkVerdicts(cleaned, rules);
  assert.deepEqual(
    verdicts.toSorted((one, other) => one.number - other.number).map(({ verdict }) => verdict),
    [
      "out_of_range:sales_person_id,out_of_range:quantity,odd",
      "out_of_range:sales_person_id,out_of_range:quantity,odd",
      "odd",
      "1|121|sugar|2023-03-01|1|1.00|1|1.00|2023-03",
    ],
  );
});
