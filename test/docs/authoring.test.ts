import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "vitest";

const PAGE = readFileSync("docs/authoring.md", "utf8");
const EXAMPLES = ["examples/product-mart", "examples/second-job"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ path: `${folder}/${name}`, code: readFileSync(`${folder}/${name}`, "utf8") })),
);
const BLOCKS = [...PAGE.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

for (const { path, code } of EXAMPLES) {
  test(`the page on writing marts and jobs shows all of ${path}`, () => {
    assert.ok(BLOCKS.includes(code));
  });
}

test("all code of the page is code that runs", () => {
  assert.ok(BLOCKS.length > EXAMPLES.length);
  assert.deepEqual(
    BLOCKS.filter((block) => !EXAMPLES.some(({ code }) => code.includes(block))),
    [],
  );
});

test("the examples import what a user has: the package by its name, and their own files", () => {
  const imported = EXAMPLES.flatMap(({ code }) => [...code.matchAll(/ from "([^"]+)";/g)].map(([, from = ""]) => from));
  assert.ok(imported.includes("sales-pipeline/jobs/sales"));
  assert.deepEqual(
    imported.filter((from) => !/^(sales-pipeline\/|\.\/)/.test(from)),
    [],
  );
});
