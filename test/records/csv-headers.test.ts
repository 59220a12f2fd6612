import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { csvLayouts } from "../../src/records/csv-layouts.ts";
import { judgedRecords } from "../../src/records/judged-records.ts";
import { withRejectReasons } from "../../src/records/reject-reasons.ts";
import type { SourceFile } from "../../src/records/source-file.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { FEEDS } from "../support/feeds.ts";
import { csvSource } from "./csv-source.ts";

const NAMES = FEEDS.sales.columns.map(({ name }) => name);
const SALE: Readonly<Record<string, string>> = {
  customer_id: "1",
  store_id: "121",
  product_name: "tea",
  sales_date: "2023-03-01",
  sales_person_id: "4",
  price: "5",
  quantity: "2",
  total_cost: "10",
};
const values = (names: readonly string[]) => names.map((name) => SALE[name] ?? name);
const file = (...lines: readonly (readonly string[])[]) => lines.map((line) => line.join(",")).join("\n");
const REVERSED = NAMES.toReversed();

/** Each file with what its rows come to: product and further columns, or the reasons and the raw record. */
const FILES: Readonly<Record<string, readonly [content: string | Buffer, rows: readonly string[]]>> = {
  plain: [file(NAMES, values(NAMES)), ["tea null"]],
  reversed: [
    file(REVERSED, values(REVERSED), REVERSED.slice(1)),
    ["tea null", `wrong_field_count ${REVERSED.slice(1).join(",")}`],
  ],
  "an extra column first": [
    file(["till", ...NAMES], values(["7", ...NAMES]), values(["", ...NAMES])),
    ['tea {"till":"7"}', "tea null"],
  ],
  "another one last": [
    file([...NAMES, "TILL"], values([...NAMES, "8"]), values([...NAMES, "8"]).with(0, "x")),
    ['tea {"TILL":"8"}', "malformed:customer_id x,121,tea,2023-03-01,4,5,2,10,8"],
  ],
  "empty columns without a name": [
    file([...NAMES, "", ""], ...[["", ""], [""], [], ["", "", ""]].map((more) => values([...NAMES, ...more]))) +
      `\n${values(NAMES.slice(1)).join(",")}`,
    [
      "tea null",
      "tea null",
      "tea null",
      `wrong_field_count ${values(NAMES).join(",")},,,`,
      `wrong_field_count ${values(NAMES.slice(1)).join(",")}`,
    ],
  ],
  "an index without a name": [
    file(["", ...NAMES, ""], values(["0", ...NAMES, ""]), values(["", ...NAMES, ""])),
    ['tea {"":"0"}', "tea null"],
  ],
  "two extra columns": [
    file(["a.b", ...NAMES, "c"], values(["1", ...NAMES, "NULL"]), values(["\\N", ...NAMES, "3"])),
    ['tea {"a.b":"1"}', 'tea {"c":"3"}'],
  ],
  "quoted line ends and another order": [
    `${REVERSED.join(",")}\r\n${values(REVERSED).join(",").replace("tea", '"te\r\na"')}\r\n`,
    ["te\r\na null"],
  ],
  "quoted line ends": [`${NAMES.join(",")}\n${values(NAMES).join(",").replace("tea", '"te\na"')}\n`, ["te\na null"]],
  "a sep line": [`sep=;\r\n${file(NAMES, values(NAMES), NAMES).replaceAll(",", ";")}`, ["tea null", "header"]],
  "a sep line of another order": [`sep=;\n${file(REVERSED, values(REVERSED)).replaceAll(",", ";")}`, ["tea null"]],
  "a sep line and quoted line ends": [
    `sep=;\n\n${file(NAMES, values(NAMES)).replaceAll(",", ";").replace("tea", '"te\na"')}`,
    ["te\na null"],
  ],
};

interface JudgedRow {
  /** The position of the file, from 1. */
  readonly file_id: bigint;
  readonly product_name: string | null;
  readonly additional_columns: string | null;
  readonly reject_reasons: string | null;
  readonly raw_record: string | null;
}

test("files of any header, order and dialect are read by the names of their columns", async () => {
  const files = await written(
    Object.entries(FILES).map(([name, [content]]) => [name, content]),
    { nullValues: ["\\N", "NULL"] },
  );
  const rows = await judged(files);
  const found = Object.fromEntries(
    Object.keys(FILES).map((name, index) => [
      name,
      rows
        .filter(({ file_id }) => Number(file_id) === index + 1)
        .map(verdictOf)
        .toSorted(),
    ]),
  );
  assert.deepEqual(found, Object.fromEntries(Object.entries(FILES).map(([name, [, rows]]) => [name, rows.toSorted()])));
});

test("rows of delimiters and blanks alone are skipped as the driver skips them; what says that there is no value is a value's row", async () => {
  const empty = ["", "", "", "", "", "", "", ""];
  const rows = [empty, values(NAMES), [" ", ...empty.slice(1)], ["", ""], [...empty, ""], ['""', ...empty.slice(1)]];
  const others = [
    ["\\N", ...empty.slice(1)],
    ["NULL", ...empty.slice(1)],
    ["", "x"],
    values(NAMES).with(2, '""'),
    empty,
  ];
  const text = file(NAMES, ...rows, ...others);
  const sources: readonly (readonly [string, string])[] = [
    ["lines", text],
    ["quoted line ends", text.replace("tea", '"te\na"')],
    ["sep line", `sep=; \n${text.replaceAll(",", ";")}`],
    ["nameless columns", text.replaceAll("\n", ",,\n")],
  ];
  const found = await judged(await written(sources, { nullValues: ["\\N", "NULL"], emptyRows: "skip" }));
  for (const [index, [name]] of sources.entries()) {
    const ofFile = found.filter(({ file_id }) => Number(file_id) === index + 1).map(verdictOf);
    assert.equal(ofFile.filter((verdict) => /^te\n?a null$/.test(verdict)).length, 1, name);
    const reasons = ofFile.flatMap((verdict) => verdict.split(" ", 1)[0] ?? []).filter((reason) => /:|_/.test(reason));
    const missing = NAMES.map((column) => `missing:${column}`).join(",");
    assert.deepEqual(
      reasons.toSorted(),
      [missing, missing, missing, "missing:product_name", "wrong_field_count"],
      name,
    );
  }
});

test("an encoding of Windows is read line by line and across lines", async () => {
  const bytes = (text: string) => Buffer.from(text.replaceAll("€", "\u0080").replaceAll("’", "\u0092"), "latin1");
  const files = await written(
    [
      ["lines", bytes(file(NAMES, values(NAMES)).replace("tea", "5 € d’été"))],
      ["quoted", bytes(file(NAMES, values(NAMES)).replace("tea", '"5 €\r\nd’été"'))],
    ],
    { encoding: "windows-1252" },
  );
  const rows = await judged(files);
  assert.deepEqual(rows.map(({ product_name }) => product_name).toSorted(), ["5 €\r\nd’été", "5 € d’été"]);
});

test("600 files of as many headers need few readers, and each row is read by its own", async () => {
  const files = await written(
    Array.from({ length: 600 }, (_, day) => {
      const names = [...NAMES];
      names.splice(day % 9, 0, `day_${day}`);
      return [`day ${day}`, file(names, values(names))] as const;
    }),
  );
  assert.equal(csvLayouts(files).length, 1);
  const rows = await judged(files);
  assert.deepEqual(
    rows.map(({ additional_columns, product_name }) => `${product_name} ${additional_columns}`).toSorted(),
    files.map((_, day) => `tea {"day_${day}":"day_${day}"}`).toSorted(),
  );
});

async function written(
  contents: readonly (readonly [name: string, content: string | Buffer])[],
  dialect: Parameters<typeof csvSource>[2] = {},
): Promise<readonly SourceFile[]> {
  const folder = await mkdtemp(join(tmpdir(), "csv-headers-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files: SourceFile[] = [];
  for (const [name, content] of contents) {
    const path = join(folder, `${name}.csv`);
    await writeFile(path, content);
    files.push({ ...csvSource(path, content, dialect), fileId: files.length + 1 });
  }
  return files;
}

async function judged(files: readonly SourceFile[]): Promise<readonly JudgedRow[]> {
  const spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);
  return await withRejectReasons(judgedRecords(spark, FEEDS.sales, files), FEEDS.sales)
    .select("file_id", "product_name", "additional_columns", "reject_reasons", "raw_record")
    .collect<JudgedRow>();
}

function verdictOf({ product_name, additional_columns, reject_reasons, raw_record }: JudgedRow): string {
  if (reject_reasons === null) return `${product_name} ${additional_columns}`;
  return raw_record === NAMES.join(";") ? "header" : `${reject_reasons} ${raw_record}`;
}
