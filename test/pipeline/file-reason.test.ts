import assert from "node:assert/strict";
import { test } from "vitest";
import { codesOf, faultsOf, reasonOf } from "../../src/pipeline/validate/file-reason.ts";

const many = Array.from({ length: 1_000 }, (_, n) => ({
  code: `duplicate_column:c${n}`,
  detail: `"c${n}" stands twice`,
}));

test("of a thousand faults twenty are told, and how many more there are", () => {
  const reason = reasonOf(many);
  assert.equal(reason.split("\n").length, 21);
  assert.match(reason, /\nduplicate_column:c19: "c19" stands twice\n… and 980 more$/);
  assert.match(codesOf(many), /, duplicate_column:c19, … and 980 more$/);
  assert.equal(faultsOf(reason).at(-1)?.code, "… and 980 more");
  assert.equal(reasonOf(many.slice(0, 20)).includes("more"), false);
});

test("a fault is one line of printable text, however long and odd the names it quotes", () => {
  const name = `a\u001b[2J\nb${"x".repeat(100_000)}`;
  const reason = reasonOf([{ code: `missing_column:${name}`, detail: `the header lacks ${name}` }]);
  assert.equal(reason.split("\n").length, 1);
  assert.ok(reason.length < 1_500, `${reason.length} characters`);
  assert.match(reason, /^missing_column:a\\u001b\[2J\\nbx+…: the header lacks a\\u001b\[2J bx+…$/);
});
