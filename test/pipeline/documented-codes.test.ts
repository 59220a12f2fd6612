import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { corpus } from "../fixtures/index.ts";

/** Reject rows only with settings or folders that the corpus does not use; see business-rules.test.ts and test/field-cases. */
const BY_SETTING = ["unknown_reference", "unexpected"];

test("docs/validation.md explains exactly the codes that the corpus expects", async () => {
  const expected = (await corpus()).flatMap(({ expected }) =>
    "faults" in expected ? expected.faults : expected.rejected.flatMap(({ reasons }) => reasons),
  );
  const documented = [...readFileSync("docs/validation.md", "utf8").matchAll(/^\| `(\w+)[^`]*` \|/gm)].map(
    ([, code = ""]) => code,
  );
  assert.deepEqual(
    documented.toSorted(),
    [...new Set([...expected.map((code) => code.replace(/:.*/, "")), ...BY_SETTING])].toSorted(),
  );
});
