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

/** The declaration without one of its fields. */
function lacking(declared: object, field: string): object {
  return Object.fromEntries(Object.entries(declared).filter(([name]) => name !== field));
}

const LEFT_OUT: readonly (readonly [job: Job, message: RegExp])[] = [
  ...["facts", "dimensions", "marts"].map(
    (name) =>
      [untyped({ [name]: undefined }), new RegExp(`^The job: it lacks the field ${name}, which must be an? `)] as const,
  ),
  ...["key", "values", "balance", "plan"].map(
    (name) =>
      [
        untyped({ marts: [lacking(mart, name)] }),
        new RegExp(`^The mart customers_data_mart: it lacks the field ${name}, which must be an? `),
      ] as const,
  ),
  ...["columns", "dimension"].map(
    (name) =>
      [
        untyped({ dimensions: [lacking(dimension, name)] }),
        new RegExp(`^The dimension customers: it lacks the field ${name}, which must be an? `),
      ] as const,
  ),
  [
    untyped({ marts: [lacking(mart, "name")] }),
    /^The mart at place 1: it lacks the field name, which must be a text\.$/,
  ],
  [untyped({ marts: [undefined] }), /^The mart at place 1: it is no object\. Declare one with the fields name, key, /],
  [
    untyped({ marts: [{ ...mart, balance: {} }] }),
    /^The mart customers_data_mart, in its balance: it lacks the field amount/,
  ],
  [untyped({ marts: [{ ...mart, key: { a: 1 } }] }), /its key must say of a what it is, as a text/],
  [untyped({ marts: [{ ...mart, shows: {} }] }), /^The mart customers_data_mart: its shows must be a list\.$/],
  [untyped({ marts: [{ ...mart, shows: [{ dimension }] }] }), /in its shows: it lacks the field on/],
  [
    untyped({ marts: [{ ...mart, derived: { columns: [] } }] }),
    /in its derived: it lacks the field from, which must be a function/,
  ],
  [untyped({ marts: [{ ...mart, watch: { column: "x", of: "y" } }] }), /in its watch: it lacks the field tell/],
  [
    untyped({ marts: [{ ...mart, report: [{ kind: "pie" }] }] }),
    /in its report: the kind is pie\. It may be months, best, top/,
  ],
  [
    untyped({ dimensions: [{ ...dimension, dimension: { table: "x" } }] }),
    /^The dimension of customers: it lacks the field key/,
  ],
  [untyped({ facts: { ...facts, facts: { day: "sales_date" } } }), /^The facts of sales: it lacks the field amount/],
  [
    untyped({ facts: { ...facts, columns: [{ name: "a", kind: "text" }] } }),
    /^The column a of sales: it lacks the field required, which must be true or false/,
  ],
  [
    untyped({ rules: { tieRule: { doc: "x", default: "all" } } }),
    /^The rule tieRule: it lacks the field choices, which must be a list/,
  ],
  [untyped({ subject: { name: "customer" } }), /^The subject customer: it lacks the field dimension/],
];

test("a field that is left out is one clear error", () => {
  for (const [job, message] of LEFT_OUT) {
    assert.throws(
      () => checkJob(job),
      (error) => {
        assert.match(String(error instanceof JobError ? error.message : error), message);
        return true;
      },
    );
  }
});
