import assert from "node:assert/strict";
import { test } from "vitest";
import { loadSettings } from "../support/settings.ts";

const NEEDED = { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" };

for (const [given, reason] of [
  ["run.maxFiles=0", /run\.maxFiles: must be a whole number from 1 to 1000000/],
  ["run.maxFiles=many", /--set run\.maxFiles: it takes a number, a list or an object, as JSON/],
  ["run.tieRule=some", /run\.tieRule: must be one of the possible values/],
  ["maxFiles=5", /--set maxFiles: there is no such setting\. Did you mean run\.maxFiles\?/],
  ["run.nothing=5", /--set run\.nothing: there is no such setting\. `sales-pipeline config` lists them/],
  ["run.maxFiles", /--set takes a key and a value/],
] as const) {
  test(`--set ${given} is refused with its reason`, () => {
    assert.throws(() => loadSettings({ env: NEEDED, set: [given] }), { name: "ConfigError", message: reason });
  });
}
