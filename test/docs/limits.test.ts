import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import * as limits from "../../src/lake/inspect/limits.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const count = (number: number) => number.toLocaleString("en");

/** What each row of the table must say, by how it begins. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  "the first line of CSV": [`${limits.MOST_HEADER_BYTES / KIB} KiB`],
  "columns of a CSV header, keys of the JSON records looked at, columns of a Parquet schema": [
    count(limits.MOST_COLUMNS),
  ],
  "fields of a CSV record": [count(limits.MOST_FIELDS)],
  "JSON records whose keys are the columns": [
    `first ${limits.JSON_SAMPLE.records}`,
    `${limits.JSON_SAMPLE.bytes / MIB} MiB`,
    `${count(limits.MOST_JSON_NESTING)} levels`,
  ],
  "a Parquet footer": [`${limits.MOST_FOOTER_BYTES / MIB} MiB`],
  "columns and groups of a Parquet schema, nested ones included": [
    count(limits.MOST_SCHEMA_ELEMENTS),
    `${limits.MOST_SCHEMA_NAME_BYTES / KIB} KiB`,
    `${limits.MOST_SCHEMA_NESTING} levels`,
  ],
  "faults that a file is told": [count(limits.MOST_FAULTS)],
};

test("validation.md states the limits that the code holds, all of them", () => {
  const [, section = ""] = readFileSync(new URL("../../docs/validation.md", import.meta.url), "utf8").split(
    "## Limits",
  );
  const rows = [...section.matchAll(/^\| (?<what>[^|]+) \| (?<most>[^|]+) \|$/gm)]
    .map(({ groups = {} }) => [groups["what"] ?? "", groups["most"] ?? ""] as const)
    .filter(([what]) => what !== "what");
  assert.deepEqual(
    rows.map(([what]) => what),
    Object.keys(ROWS),
  );
  for (const [what, most] of rows) {
    for (const limit of ROWS[what] ?? []) assert.ok(most.includes(limit), `${what}: ${most} lacks ${limit}`);
  }
  // How deep what is passed over is nested is a guard of the reader's own, several times what the format defines.
  assert.equal(Object.keys(limits).length, 11);
});
