import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { sparkPath } from "../../src/lake/index.ts";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { jsonRecords } from "../../src/records/json-records.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { FEEDS } from "../support/feeds.ts";
import { jsonMembers } from "../support/oracle/json-members.ts";
import { Random } from "../support/random.ts";

const KNOWN = FEEDS.sales.columns.map(({ name }) => name);
const deep = (levels: number) => `${'{"a":['.repeat(levels)}1.10${"]}".repeat(levels)}`;
/** Further members, each a way to lose something of what is written. */
const MEMBERS: readonly string[] = [
  '"n": 1.10',
  '"n":1e400',
  '"n":-0',
  '"n":9007199254740993',
  '"n":123456789012345678901234567890123456789012345',
  '"n" : 1E5 ',
  '"n":{"a":1,"a":2}',
  '"n":[1.0,{"x":[ ]},[],{}, "]}"]',
  '"n":"\\u0000\\ud83d\\ude00 \\"quoted\\", {\\\\"',
  '"n":"é😀"',
  '"n":true',
  '"n":""',
  '"n":null',
  '"\\u006e\\"":1.0',
  '"":0.10',
  `"n":${deep(40)}`,
];
/** No records, whatever is in them. */
const UNPARSABLE: readonly string[] = [
  '{"n":1,"n":2}',
  '{"price":1,"price":1}',
  '{"price":1,"\\u0070rice":1}',
  '{"n":{"a":1,"a":2},"price":1,"price":1}',
  '{"n":{"a":1,"a":2}} x',
  '{"n":{"a":1,"a":2}}{"n":1}',
  '{"n":{"a":1,"a":}}',
  '{"n":{"a":1,"a":2}',
  '{"n":{"a":1,"a":2],"m":1}',
  '[{"n":{"a":1,"a":2}}]',
  '{"n":tru}',
  '{"n":1.}',
];

test("further members of JSON records are kept as they are written, and cost no sale", async () => {
  const random = new Random(44);
  const lines = MEMBERS.map((member) => `{"price":2.75,${member}}`);
  for (let count = 0; count < 60; count++) lines.push(randomLine(random));
  const folder = await mkdtemp(join(tmpdir(), "json-members-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "lines.jsonl");
  await writeFile(path, [...lines, ...UNPARSABLE].join("\n"));
  const spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);

  const { frame, rawRecord } = jsonRecords(spark, FEEDS.sales, [
    { loadPath: sparkPath({ file: path }).load, sizeBytes: 1, sampled: false },
  ]);
  const rows = await frame
    .select(rawRecord.alias("raw"), "price", "additional_columns", "record_fault")
    .collect<Readonly<Record<"raw" | "price" | "additional_columns" | "record_fault", string | null>>>();

  const byLine = new Map(rows.map((row) => [row.raw, row]));
  for (const line of lines) {
    const row = byLine.get(line);
    assert.equal(row?.record_fault, null, line);
    assert.equal(row.price, "2.75", line);
    const others = jsonMembers(line)?.filter(([name, value]) => !KNOWN.includes(name) && value !== "null") ?? [];
    const kept = row.additional_columns === null ? [] : jsonMembers(row.additional_columns);
    assert.deepEqual(kept, others, line);
  }
  const faults = UNPARSABLE.map((line) => [line, byLine.get(line)?.record_fault]);
  assert.deepEqual(
    faults,
    UNPARSABLE.map((line) => [line, "unparsable"]),
  );
});

/** Some of the members under names of their own, among those that are known, with blanks where they may be. */
function randomLine(random: Random): string {
  const members = ['"price":2.75', '"product_name":"a,\\"b\\"}"', '"store_id" : 121'];
  const count = random.below(5);
  for (let position = 0; position < count; position++) {
    members.splice(random.below(members.length + 1), 0, random.oneOf(MEMBERS).replace(/^"[^:]*"/, `"m${position}"`));
  }
  const blank = () => random.oneOf(["", " ", "\t "]);
  return `${blank()}{${members.map((member) => blank() + member + blank()).join(",")}}${blank()}`;
}
