import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { cleanLocalSales, localSales, saleCleaning } from "../../bench/rules/local-sales.ts";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { parseCsv } from "../support/oracle/csv.ts";
import { judge } from "../support/oracle/row-rules.ts";
import { Random } from "../support/random.ts";
import { sparkVerdicts, verdictText } from "./spark-verdicts.ts";

const RULES = saleCleaning("2023-12-31");
/** What Spark and the oracle must judge alike, most of it odd. The first of each is sound. */
const IDS = ["1", "12", "007", "+5", " 5 ", "5\t", "0", "-1", "2147483647", "2147483648", "9223372036854775807"];
const NO_IDS = ["x", "1.0", "1e3", "", " ", "1 2", "٣", "1_000", "0x1F", "--1", "1-", "NaN"];
const AMOUNTS = ["1.50", "1.5", "2", "0.00", "-0.00", ".5", "-1.00", "+2.25", " 3.00", "3.00\t", "9999999999999999.99"];
const NO_AMOUNTS = ["1.234", "1e2", "1.e5", "1.E5", "1,50", "NaN", "", "١.٥٠", "1.5d", "1.", "1.5.0", "$2.00", "1 .50"];
const DAYS = ["2023-03-01", " 2023-03-01", "2023-03-01\t", "2024-02-29", "1582-10-15", "1582-10-14", "0001-01-01"];
const NO_DAYS = [
  "2023-3-1",
  "2023-03-1T",
  "2023-02-30",
  "02023-03-01",
  "2023-03-01T10:00",
  "01-03-2023",
  "today",
  "",
  " ",
];
const NAMES = ["sugar", " sugar", "sugar ", "\tsugar", "sugar\t", " \tsweet salt\t ", "é", "!", "null", "0"];
const NO_NAMES = ["", " ", "\t", " \t "];
const ODD: Readonly<Record<string, readonly string[]>> = {
  customer_id: [...IDS, ...NO_IDS],
  store_id: [...IDS, ...NO_IDS],
  product_name: [...NAMES, ...NO_NAMES],
  sales_date: [...DAYS, ...NO_DAYS],
  sales_person_id: [...IDS, ...NO_IDS],
  price: [...AMOUNTS, ...NO_AMOUNTS],
  quantity: [...IDS, ...NO_IDS],
  total_cost: ["1.51", "1.52", "1.49", "1.48", ...AMOUNTS, ...NO_AMOUNTS],
};
const COLUMNS = Object.keys(ODD);
const HEADER = [...COLUMNS, "row"];
const ROWS = 4_000;

function oddRow(random: Random): readonly string[] {
  return Object.values(ODD).map((texts, position) => {
    const sound = COLUMNS[position] === "total_cost" ? "1.50" : (texts[0] ?? "");
    return random.below(100) < 12 ? random.oneOf(texts) : sound;
  });
}

function csvOf(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row, number) => [...row, String(number)].map((text) => `"${text}"`).join(","));
  return [HEADER.join(","), ...lines, ""].join("\n");
}

function verdictOf(record: readonly string[]): string {
  const values = new Map(HEADER.map((name, position) => [name, record[position] ?? ""]));
  return verdictText(judge(values, RULES.asOf));
}

function temporaryFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "judged-sales-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "sales_data.csv");
  writeFileSync(path, text);
  return path;
}

for (const seed of [1, 2]) {
  test(`Spark judges odd rows as the oracle does (seed ${seed})`, async () => {
    await using spark = await liveSession();
    await spark.conf.setAll(SESSION_SETTINGS);
    const random = new Random(seed);
    const text = csvOf(Array.from({ length: ROWS }, () => oddRow(random)));
    const path = temporaryFile(text);
    const cleaned = cleanLocalSales(spark, localSales(path, HEADER), RULES.asOf);
    const verdicts = await sparkVerdicts(cleaned, RULES);
    assert.equal(verdicts.length, ROWS);
    const accepted = verdicts.filter(({ verdict }) => verdict.includes("|"));
    assert.ok(accepted.length > ROWS / 10 && accepted.length < (ROWS * 9) / 10);
    const [, ...rows] = parseCsv(text).records;
    const different = verdicts
      .map((row) => ({ row: rows[row.number], spark: row.verdict, oracle: verdictOf(rows[row.number] ?? []) }))
      .filter(({ spark: ours, oracle }) => ours !== oracle);
    assert.deepEqual(different, []);
  });
}

// HotSpot's limit (HugeMethodLimit). Spark puts the whole loop over the rows into one method; beyond the limit it is interpreted.
test("the loop that cleans sales is small enough for the JVM to optimise", async () => {
  await using spark = await liveSession();
  await spark.conf.setAll({ ...SESSION_SETTINGS, "spark.sql.adaptive.enabled": "false" });
  const path = temporaryFile(csvOf([oddRow(new Random(1))]));
  const code = await cleanLocalSales(spark, localSales(path, HEADER), RULES.asOf).explain("codegen");
  const sizes = [...code.matchAll(/maxMethodCodeSize:(\d+)/g)].map(([, size]) => Number(size));
  assert.ok(sizes.length > 0 && sizes.every((size) => size > 0));
  assert.ok(Math.max(...sizes) < 8_000, `the largest method has ${Math.max(...sizes)} bytes`);
});
