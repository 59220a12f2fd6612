import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { checkJob, type PersonalSubject } from "../../src/job/index.ts";

const { subject } = salesJob;
if (subject === undefined) throw new Error("the job has no subject");

const WRONG: Readonly<Record<string, readonly [change: Partial<PersonalSubject>, message: RegExp]>> = {
  "a name that is no option": [{ name: "the customer" }, /must be lower-case letters/],
  "a column that the dimension lacks": [
    { knownBy: [["address"], ["e_mail"]] },
    /known by e_mail, which is no column of customers/,
  ],
  "a dimension that the job lacks": [
    { dimension: { ...subject.dimension, name: "guests" } },
    /guests is no dimension of the job\. List it under dimensions/,
  ],
  "a column of facts that does not refer to it": [
    { on: "store_id" },
    /found in the facts on store_id, which is none of their columns that refer to customers/,
  ],
  "a list of no column": [{ knownBy: [[]] }, /every text would speak of everybody/],
  "its key": [{ knownBy: [["customer_id"]] }, /known by its key customer_id/],
};

for (const [fault, [change, message]] of Object.entries(WRONG)) {
  test(`a subject with ${fault} is one clear error`, () => {
    const job = { ...salesJob, subject: { ...subject, ...change } };
    assert.throws(() => checkJob(job), { code: "invalid_job", message });
  });
}
