import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, test } from "vitest";
import { cleanLocalSales, localSales, type SaleRules, saleCleaning } from "../../bench/rules/local-sales.ts";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import type { SourceFile } from "../../src/records/index.ts";
import type { SparkSession } from "../../src/spark-connect/index.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { fileRecords } from "../support/oracle/file-records.ts";
import type { Forms, SaleSettings } from "../support/oracle/forms.ts";
import { judge } from "../support/oracle/row-rules.ts";
import { SALES_COLUMNS } from "../support/oracle/sale.ts";
import { Random } from "../support/random.ts";
import { sparkVerdicts, verdictText } from "./spark-verdicts.ts";

/** Settings in which Spark and the oracle must judge alike, and texts that they make a difference to. The first of each is sound. */
interface Setting {
  readonly rules: SaleSettings;
  readonly forms: Required<Forms>;
  readonly odd: Readonly<Record<string, readonly string[]>>;
}

const PLAIN: Required<Forms> = {
  delimiter: ",",
  nullValues: ["\\N"],
  decimalSign: ".",
  dateFormats: ["yyyy-MM-dd"],
  expect: {},
};
const AS_OF = "2023-12-31";
const SOUND: Readonly<Record<string, readonly string[]>> = {
  customer_id: ["1"],
  store_id: ["121"],
  product_name: ["sugar"],
  sales_date: ["2023-03-01"],
  sales_person_id: ["4"],
  price: ["1.50"],
  quantity: ["1"],
  total_cost: ["1.50"],
};

const SIGNED_QUANTITIES = ["1", "-1", "-2", "0", "2", "-2147483647", "-2147483648", "2147483648", "--1", "-0"];
const SIGNED_TOTALS = ["1.50", "-1.50", "-1.51", "-1.52", "-3.00", "0.00", "0.01", "-0.01", "1.51", "3", "-1.505", ""];

const RETURNS = { quantity: SIGNED_QUANTITIES, total_cost: SIGNED_TOTALS, price: ["1.50", "-1.50", "0", "", "x"] };

const SETTINGS: Readonly<Record<string, Setting>> = {
  "returns: reject, the default": { rules: {}, forms: PLAIN, odd: RETURNS },
  "returns: net": { rules: { returns: "net" }, forms: PLAIN, odd: RETURNS },
  "returns: net and totalRule: given": { rules: { returns: "net", totalRule: "given" }, forms: PLAIN, odd: RETURNS },
  "totalRule: discount, with returns: net and decimal commas": {
    rules: { returns: "net", totalRule: "discount" },
    forms: { ...PLAIN, delimiter: ";", decimalSign: "," },
    odd: {
      price: ["1,50", "1.50", "1,5", ",5", "1.234,50", "1,234,50", "2", " 1,50 ", "-1,50", "1,505"],
      quantity: ["1", "2", "-1", "1,0"],
      total_cost: ["1,50", "1,00", "1,01", "0,98", "2,50", "-1,00", "1.5", "1,50 €"],
      discount: ["", "0,50", "0,5", "-0,50", "0", "half", "0.50", "0,505", "99999999999999999,00", " 0,50 "],
    },
  },
  "dates of spreadsheets and of SAP, null markers, and values that are expected": {
    rules: {},
    forms: {
      ...PLAIN,
      nullValues: ["\\N", "NULL", "n/a"],
      dateFormats: ["dd.MM.yyyy", "M/d/yyyy", "yyyyMMdd"],
      expect: { currency: "EUR", store_id: "121", price: "1.50" },
    },
    odd: {
      sales_date: [
        "2023-03-01",
        "01.03.2023",
        " 01.03.2023 ",
        "1.3.2023",
        "31.02.2023",
        "29.02.2023",
        "3/1/2023",
        "03/01/2023",
        "13/01/2023",
        "12/31/2023",
        "20230301",
        "20230230",
        "00000000",
        "0001-01-01",
        "01.01.2024",
        "2023-3-1",
        "2023-02-30",
        "01.03.23",
        "1.03.2023x",
        "",
        " ",
        "today",
      ],
      customer_id: ["1", "\\N", "NULL", "null"],
      product_name: ["sugar", "NULL", "\\N", "n/a", "null", "NULL sugar", " NULL "],
      price: ["1.50", "NULL", "n/a", "1.5", "1.51"],
      currency: ["EUR", "USD", "eur", "", " EUR ", "EURO", "NULL"],
      store_id: ["121", "0121", "122", "x", "0"],
    },
  },
  "a date that two formats read as two days, and no null marker": {
    rules: {},
    forms: { ...PLAIN, nullValues: [], dateFormats: ["dd/MM/yyyy", "MM/dd/yyyy"] },
    odd: {
      sales_date: ["2023-03-01", "25/12/2022", "12/25/2022", "03/04/2023", "05/05/2023", "31/31/2023"],
      product_name: ["sugar", "\\N", "NULL", ""],
      customer_id: ["1", "\\N"],
    },
  },
};

const ROWS = 400;
let folder = "";
let spark: SparkSession;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "judged-by-settings-"));
  spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await spark[Symbol.asyncDispose]();
});

type Row = Readonly<Record<string, string>>;

/** Each odd text at least once, most rows otherwise sound. */
function oddRows({ odd }: Setting): readonly Row[] {
  const random = new Random(7);
  const texts = { ...SOUND, ...odd };
  return Array.from({ length: ROWS }, (_, number) => ({
    ...Object.fromEntries(
      Object.entries(texts).map(([column, [sound = "", ...others]]) => [
        column,
        others.length > 0 && random.below(100) < 25 ? random.oneOf(others) : sound,
      ]),
    ),
    row: String(number),
  }));
}

function rulesOf({ rules, forms }: Setting): SaleRules {
  return { ...rules, forms };
}

/** What differs between Spark's verdicts of a file and the oracle's. */
async function differences(setting: Setting, source: SourceFile, path: string, format: string): Promise<unknown> {
  const rules = rulesOf(setting);
  const cleaned = cleanLocalSales(spark, { ...source, fileId: 1 }, AS_OF, rules);
  const ours = await sparkVerdicts(cleaned, saleCleaning(AS_OF, rules));
  const { faults, records } = await fileRecords(
    { name: `x.${format}`, content: readFileSync(path) },
    SALES_COLUMNS,
    setting.forms,
  );
  assert.deepEqual([faults, records.length, ours.length], [[], ROWS, ROWS]);
  const verdicts = records.map((record) => verdictText(judge(record, AS_OF, { ...setting.rules, ...setting.forms })));
  const accepted = verdicts.filter((verdict) => verdict.includes("|")).length;
  assert.ok(accepted > 0 && accepted < ROWS, `${accepted} of ${ROWS} rows are sound`);
  return ours
    .filter(({ number, verdict }) => verdict !== verdicts[number])
    .map(({ number, verdict }) => ({
      record: records[number],
      spark: verdict,
      oracle: verdicts[number],
    }));
}

describe.each(Object.entries(SETTINGS))("%s", (what, setting) => {
  const rows = oddRows(setting);
  const columns = Object.keys(rows[0] ?? {});
  const base = what.replaceAll(/\W+/g, "-");

  test("in CSV", async () => {
    const { delimiter, nullValues } = setting.forms;
    const path = join(folder, `${base}.csv`);
    const line = (values: readonly string[]) => values.map((value) => quotedIfOdd(value, delimiter)).join(delimiter);
    writeFileSync(path, [columns, ...rows.map((row) => Object.values(row))].map(line).join("\n"));
    const source = localSales(path, columns);
    const csv = { ...source.csv, delimiter, nullValues };
    assert.deepEqual(await differences(setting, { ...source, csv }, path, "csv"), []);
  });

  // Nothing else than how texts are read differs between the formats.
  if (setting.forms === PLAIN) return;
  test("in JSON lines, numbers as texts", async () => {
    const path = join(folder, `${base}.jsonl`);
    writeFileSync(path, rows.map((row) => JSON.stringify(row)).join("\n"));
    assert.deepEqual(await differences(setting, { ...localSales(path, columns), format: "jsonl" }, path, "jsonl"), []);
  });
});

test("JSON numbers have a point, whatever the decimal sign of texts is", async () => {
  const setting: Setting = { rules: {}, forms: { ...PLAIN, decimalSign: "," }, odd: {} };
  const rows = oddRows({ ...setting, odd: { price: ["1.5", "1.50", "2.5"], total_cost: ["1.5", "1.55"] } });
  const path = join(folder, "numbers.jsonl");
  const line = ({ price, total_cost, ...row }: Row) =>
    `${JSON.stringify({ ...row, other: "1,5" }).slice(0, -1)},"price":${price},"total_cost":${total_cost}}`;
  writeFileSync(path, rows.map(line).join("\n"));
  const source: SourceFile = { ...localSales(path, [...Object.keys(SOUND), "row"]), format: "jsonl" };
  assert.deepEqual(await differences(setting, source, path, "jsonl"), []);
});

test("Parquet has decimals and dates of its own, whatever the feed's texts look like", async () => {
  const setting: Setting = {
    rules: { returns: "net", totalRule: "discount" },
    forms: { ...PLAIN, decimalSign: ",", dateFormats: ["dd.MM.yyyy"], expect: { currency: "EUR" } },
    odd: {
      quantity: ["1", "-1", "0"],
      total_cost: ["1.50", "-1.50", "1.00"],
      discount: ["0.00", "0.50"],
      sales_date: ["2023-03-01", "2024-01-01"],
      currency: ["EUR", "USD"],
    },
  };
  const json = join(folder, "parquet.jsonl");
  const path = join(folder, "sales_data.parquet");
  writeFileSync(
    json,
    oddRows(setting)
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const typed = `SELECT customer_id::INT AS customer_id, store_id::INT AS store_id, product_name, sales_date::DATE AS sales_date,
    sales_person_id::INT AS sales_person_id, price::DECIMAL(18,4) AS price, quantity::INT AS quantity,
    total_cost::DECIMAL(18,2) AS total_cost, discount::DECIMAL(10,2) AS discount, currency, "row"
    FROM read_json('${json}', columns = {customer_id: 'VARCHAR', store_id: 'VARCHAR', product_name: 'VARCHAR', sales_date: 'VARCHAR',
      sales_person_id: 'VARCHAR', price: 'VARCHAR', quantity: 'VARCHAR', total_cost: 'VARCHAR', discount: 'VARCHAR',
      currency: 'VARCHAR', "row": 'VARCHAR'})`;
  await connection.run(`COPY (${typed}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  const columns = [...Object.keys(SOUND), "discount", "currency", "row"];
  const columnTypes = new Map([
    ...columns.map((name) => [name, "STRING"] as const),
    ...["customer_id", "store_id", "sales_person_id", "quantity"].map((name) => [name, "INT"] as const),
    ["sales_date", "DATE"],
    ["price", "DECIMAL(18,4)"],
    ["total_cost", "DECIMAL(18,2)"],
    ["discount", "DECIMAL(10,2)"],
  ]);
  assert.deepEqual(
    await differences(setting, { ...localSales(path, columns), format: "parquet", columnTypes }, path, "parquet"),
    [],
  );
});

function quotedIfOdd(value: string, delimiter: string): string {
  return value.includes(delimiter) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value;
}
