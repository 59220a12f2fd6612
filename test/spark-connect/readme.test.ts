import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { test } from "vitest";
import { sparkRemote } from "../support/server-environment.ts";

const client = new URL("../../src/spark-connect/index.ts", import.meta.url);
const readme = readFileSync(new URL("README.md", client), "utf8");

/** What each example prints, in part, by the section that it stands in. */
const prints: Readonly<Record<string, RegExp>> = {
  Author: /^1 10\.75\n2 3\.25\n$/,
  Debug: /"filter":.*== Physical Plan ==.*\|\s*91\|.* 9 \[/s,
  Cancel: /^TimeoutError\nOPERATION_CANCELED\n$/,
  Errors: /^TABLE_OR_VIEW_NOT_FOUND 42P01 \{.*`no_such_table`.*org\.apache\.spark/s,
};

for (const [section, expected] of Object.entries(prints)) {
  test(`the example of "${section}" in the client's README runs as it says`, async () => {
    const [, text = ""] = readme.split(`\n## ${section}\n`);
    const [, code = ""] = /^```ts\n(.*?)^```$/ms.exec(text) ?? [];
    const module = code.replaceAll('"sales-pipeline/spark-connect"', JSON.stringify(client.href));
    assert.notEqual(module, code);
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module-typescript", "-e", module], {
      env: { ...process.env, SPARK_REMOTE: sparkRemote() },
    });
    assert.match(stdout, expected);
  });
}

test("no example in the client's README goes untested", () => {
  assert.equal(readme.match(/^```ts$/gm)?.length, Object.keys(prints).length);
});
