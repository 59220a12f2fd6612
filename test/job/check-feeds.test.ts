import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import type { DimensionFeed, FactsFeed, FeedColumn } from "../../src/feeds/index.ts";
import { checkJob, type Job, JobError } from "../../src/job/index.ts";

const DAY: FeedColumn = { name: "day", kind: "date", required: true };
const FEE: FeedColumn = { name: "fee", kind: "money", required: true };
const ID: FeedColumn = { name: "id", kind: "integer", required: true };
const parks: DimensionFeed = { name: "parks", columns: [ID], dimension: { table: "park", key: "id" } };
const PARK: FeedColumn = { ...ID, name: "park_id", references: { dimension: parks, as: "park" } };
const stays: FactsFeed = { name: "stays", columns: [PARK, DAY, FEE], facts: { day: "day", amount: "fee" } };
const FINE: Job = { facts: stays, dimensions: [parks], marts: [] };

const withColumns = (...columns: readonly FeedColumn[]): Job => ({ ...FINE, facts: { ...stays, columns } });
const withDimension = (changes: Partial<DimensionFeed>): Job => ({ ...FINE, dimensions: [{ ...parks, ...changes }] });

test("feeds that are declared right are taken as they are", () => {
  assert.equal(checkJob(FINE), FINE);
  assert.equal(salesJob.dimensions.length, 4);
});

const WRONG: Readonly<Record<string, readonly [job: Job, message: RegExp]>> = {
  "a feed whose name is no folder's": [
    { ...FINE, facts: { ...stays, name: "Stays/2024" } },
    /^The feed Stays\/2024: its name must be lower-case/,
  ],
  "two feeds of one name": [withDimension({ name: "stays" }), /^The feed stays: another feed has the same name/],
  "a column twice": [withColumns(PARK, DAY, FEE, FEE), /^The feed stays: the column fee is declared twice/],
  "a required column that files may lack": [
    withColumns(PARK, DAY, { ...FEE, mayLack: true }),
    /^The feed stays: the column fee is required, so that no file may lack it\. Leave mayLack out, or required false\.$/,
  ],
  "a column of the engine's": [
    withColumns(PARK, DAY, FEE, { ...ID, name: "file_id" }),
    /the column file_id is the engine's\. Name it otherwise/,
  ],
  "a column with a word of SQL for its name": [
    withColumns(PARK, DAY, FEE, { ...ID, name: "rank" }),
    /the column rank has a word of SQL for its name/,
  ],
  "a reference to a dimension that the job lacks": [
    { ...FINE, dimensions: [] },
    /^The facts stays: park_id refers to parks, which is no dimension of the job\. List it under dimensions\.$/,
  ],
  "two references of one name": [
    withColumns(PARK, DAY, FEE, { ...PARK, name: "exit_park_id" }),
    /two columns refer to a dimension as park/,
  ],
  "facts without their day": [withColumns(PARK, FEE), /the column of their day, day, is none of their columns/],
  "an amount that is no money": [
    withColumns(PARK, DAY, { ...FEE, kind: "integer" }),
    /the column of their amount, fee, must be a required column of kind "money"/,
  ],
  "a dimension without its key": [
    withDimension({ columns: [DAY] }),
    /^The dimension parks: its key id is none of its columns/,
  ],
  "a key that may be missing": [
    withDimension({ columns: [{ ...ID, required: false }] }),
    /its key id must be a required column of kind "integer"/,
  ],
  "a rule that is a setting of the engine's": [
    { ...FINE, rules: { maxFiles: { doc: "", choices: ["few"], default: "few" } } },
    /^The rule maxFiles: run\.maxFiles is a setting of the engine's/,
  ],
  "a rule whose default cannot be chosen": [
    { ...FINE, rules: { tariff: { doc: "", choices: ["day"], default: "night" } } },
    /^The rule tariff: its default night is none of its choices day/,
  ],
  "rules that take a column below zero that is none": [
    { ...FINE, facts: { ...stays, facts: { ...stays.facts, rules: () => ({ signed: ["refund"], rows: [] }) } } },
    /^The rules of stays: they take refund below zero, which is none of the columns/,
  ],
  "a table of the engine's": [
    withDimension({ dimension: { table: "batches", key: "id" } }),
    /^The dimension parks: its table batches: the engine has a table of that name/,
  ],
};

for (const [fault, [job, message]] of Object.entries(WRONG)) {
  test(`${fault}: one clear error`, () => {
    assert.throws(
      () => checkJob(job),
      (error) => error instanceof JobError && message.test(error.message),
    );
  });
}
