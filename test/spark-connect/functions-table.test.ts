import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "vitest";
import * as functions from "../../src/spark-connect/functions/index.ts";

test("docs/spark-connect-functions.md lists every function, and only those that exist", async () => {
  const documentation = await readFile("docs/spark-connect-functions.md", "utf8");
  const rows = [...documentation.matchAll(/^\| `\w+` \| `(?<name>\w+)` \| [\d.-]+ \| `[\w-]+\.ts` \|$/gm)];
  const listed = new Set(rows.map(({ groups }) => groups?.["name"] ?? ""));
  const exported = Object.keys(functions);
  assert.deepEqual(
    [...listed].filter((name) => !exported.includes(name)),
    [],
  );
  assert.deepEqual(
    exported.filter((name) => !listed.has(name)),
    [],
  );
});
