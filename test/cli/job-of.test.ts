import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { loadJob, whyNotLoaded } from "../../src/cli/job-of.ts";
import { JobError } from "../../src/job/index.ts";

const folder = mkdtempSync(join(tmpdir(), "job-of-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FACTS = `{ name: "stays", columns: [
  { name: "day", kind: "date", required: true }, { name: "fee", kind: "money", required: true },
], facts: { day: "day", amount: "fee" } }`;

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("a job is a module's default export, or its export `job`", async () => {
  const job = `{ facts: ${FACTS}, dimensions: [], marts: [] }`;
  for (const [name, text] of Object.entries({
    "a.mjs": `export default ${job}`,
    "b.mjs": `export const job = ${job}`,
  })) {
    assert.equal((await loadJob(written(name, text))).facts.name, "stays");
  }
});

const WRONG: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
  "no-job.mjs": ["export const other = 1", /no-job\.mjs: it exports no job\. Write `export default checkJob\(/],
  "broken.mjs": ["export default {", /broken\.mjs: it cannot be loaded: .*\. Check --job or PIPELINE_JOB\.$/],
  "throws.mjs": ["throw new Error('no luck')", /throws\.mjs: it cannot be loaded: no luck\. Check --job/],
  "wrong.mjs": [
    `export default { facts: ${FACTS.replace('"day", amount', '"date", amount')}, dimensions: [], marts: [] }`,
    /^The facts stays: the column of their day, date, is none of their columns/,
  ],
  "hollow.mjs": [
    "export default { facts: {}, dimensions: [], marts: [] }",
    /^The facts: it lacks the field name, which must be a text\.$/,
  ],
  "odd.mjs": [
    `export default { facts: ${FACTS}, dimensions: [], marts: [], get rules() { throw new TypeError("no luck") } }`,
    /odd\.mjs: what it exports is no job: .*\. See docs\/authoring\.md\.$/,
  ],
};

for (const [name, [text, message]] of Object.entries(WRONG)) {
  test(`a job that is ${name} is one clear error`, async () => {
    const file = written(name, text);
    await assert.rejects(loadJob(file), (error) => error instanceof JobError && message.test(error.message));
  });
}

test("a module that is not there is one clear error", async () => {
  await assert.rejects(loadJob("nowhere/job.mjs"), /^JobError: The module nowhere\/job\.mjs: it cannot be loaded: /);
});

test("TypeScript on a Node that runs none says which one does", () => {
  const unknown = Object.assign(new TypeError('Unknown file extension ".ts" for /jobs/job.ts'), {
    code: "ERR_UNKNOWN_FILE_EXTENSION",
  });
  assert.match(whyNotLoaded("jobs/job.ts", unknown), /^Node [\d.]+ runs no TypeScript\. Use Node 22\.18 or newer, or /);
  assert.match(whyNotLoaded("jobs/job.coffee", unknown), /Check --job or PIPELINE_JOB\.$/);
});
