import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { corpus } from "../fixtures/index.ts";

/** Rejects rows only with a setting that the corpus does not use; see business-rules.test.ts. */
const BY_SETTING = "unknown_reference";

test("docs/validation.md explains exactly the codes that the corpus expects", async () => {
  const expected = (await corpus()).flatMap(({ expected }) =>
    "faults" in expected ? expected.faults : expected.rejected.flatMap(({ reasons }) => reasons),
  );
  const documented = [...readFileSync("docs/validation.md", "utf8").matchAll(/^\| `(\w+)[^`]*` \|/gm)].map(
    ([, code = ""]) => code,
  );
  assert.deepEqual(
    documented.toSorted(),
    [...new Set([...expected.map((code) => code.replace(/:.*/, "")), BY_SETTING])].toSorted(),
  );
});
