import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { checkJob, type Job, JobError } from "../../src/job/index.ts";

const [mart] = salesJob.marts;
const [dimension] = salesJob.dimensions;
assert.ok(mart && dimension && salesJob.subject);
const { facts, subject } = salesJob;

/** As an author writes it whose module nobody type-checks. */
const untyped = (change: Readonly<Record<string, unknown>>): Job => Object.assign({}, salesJob, change);
const [first, ...columns] = facts.columns;

const WRONG: readonly (readonly [fault: string, job: Job, message: RegExp])[] = [
  [
    "a part of the job",
    untyped({ subjekt: subject }),
    /^The job: it has no field subjekt\. It may have facts, dimensions/,
  ],
  [
    "a field of the facts",
    untyped({ facts: { ...facts, filename: "x" } }),
    /^The facts sales: it has no field filename/,
  ],
  [
    "a field of a dimension",
    untyped({ dimensions: [{ ...dimension, tables: "x" }, ...salesJob.dimensions.slice(1)] }),
    /^The dimension customers: it has no field tables/,
  ],
  [
    "a field of a mart",
    untyped({ marts: [{ ...mart, fold: {} }] }),
    /^The mart customers_data_mart: it has no field fold\./,
  ],
  [
    "a fold",
    untyped({ marts: [{ ...mart, folds: { total_sales: "avg" } }] }),
    /it folds total_sales by avg\. It may be sum, min, max/,
  ],
  [
    "a field of a column",
    untyped({ facts: { ...facts, columns: [{ ...first, require: true }, ...columns] } }),
    /^The column customer_id of sales: it has no field require\./,
  ],
  [
    "a kind",
    untyped({ facts: { ...facts, columns: [...facts.columns, { name: "at", kind: "timestamp", required: false }] } }),
    /^The column at of sales: its kind is timestamp\. It may be integer, money, date, text, flag/,
  ],
  [
    "a field of the dialect",
    untyped({ facts: { ...facts, csv: { seperator: ";" } } }),
    /^The csv of sales: it has no field seperator/,
  ],
  [
    "a field of the subject",
    untyped({ subject: { ...subject, by: "x" } }),
    /^The subject customer: it has no field by\./,
  ],
];

for (const [what, job, message] of WRONG) {
  test(`${what} that there is not is one clear error`, () => {
    assert.throws(
      () => checkJob(job),
      (error) => error instanceof JobError && message.test(error.message),
    );
  });
}
