import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { records } from "../../src/records/records.ts";
import type { SourceFile } from "../../src/records/source-file.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { FEEDS } from "../support/feeds.ts";
import { Random } from "../support/random.ts";
import { csvSource } from "./csv-source.ts";

const HEADER = [...FEEDS.sales.columns.map(({ name }) => name), "note"];
const NAME = HEADER.indexOf("product_name");
const ENDS_WITHIN = ["\r\n", "\n", "\r", "\r\r\n", "\n\r"];
/** The ends of records that the files have, each any of these. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  LF: ["\n"],
  "CR LF": ["\r\n"],
  CR: ["\r"],
  "LF and CR LF": ["\n", "\r\n", "\n\n", "\r\n \r\n"],
  "CR and CR LF": ["\r", "\r\n", "\r\r"],
};
const RECORDS = 40;

interface Written {
  readonly text: string;
  readonly values: readonly (readonly [name: string, note: string])[];
}

function written(random: Random, ends: readonly string[]): Written {
  const values = Array.from({ length: RECORDS }, () => [text(random), text(random)] as const);
  const lines = values.map(([name, note]) => {
    const record = HEADER.map(() => "1");
    record[NAME] = name;
    record[HEADER.length - 1] = note;
    return record.map((value) => `"${value.replaceAll('"', '""')}"`).join(",");
  });
  const content = [HEADER.join(","), ...lines].map((line) => line + random.oneOf(ends)).join("");
  // The last line may lack its end.
  return { text: random.below(2) === 0 ? content.trimEnd() : content, values };
}

/** Visible at both ends, as blanks there are trimmed; in the middle anything. */
function text(random: Random): string {
  const middle = Array.from({ length: random.below(4) }, () => random.oneOf([...ENDS_WITHIN, ",", '"', "é", " ", "x"]));
  return `<${middle.join("")}>`;
}

test("text within quotes keeps its line ends, however the records of its file end", async () => {
  const folder = await mkdtemp(join(tmpdir(), "csv-line-ends-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const random = new Random(20_231_104);
  const files: SourceFile[] = [];
  const expected: (readonly [file: string, name: string, note: string])[] = [];
  for (const [name, ends] of Object.entries(ENDS)) {
    const { text, values } = written(random, ends);
    const file = join(folder, `${name}.csv`);
    await writeFile(file, text);
    files.push(csvSource(file, text));
    expected.push(...values.map(([product, note]) => [name, product, note] as const));
  }
  const spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);

  const found: (readonly [file: string, name: string, note: string])[] = [];
  for (const { frame } of records(spark, FEEDS.sales, files)) {
    const rows = await frame
      .select("file_path", "product_name", "additional_columns", "record_fault")
      .collect<Readonly<Record<string, string | null>>>();
    for (const row of rows) {
      assert.equal(row["record_fault"], null);
      const file = decodeURIComponent(row["file_path"] ?? "").replace(/^.*\/(.*)\.csv$/, "$1");
      found.push([file, row["product_name"] ?? "", JSON.parse(row["additional_columns"] ?? "{}").note]);
    }
  }
  assert.deepEqual(found.map(String).toSorted(), expected.map(String).toSorted());
});
