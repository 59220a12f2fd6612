import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync("package.json", "utf8"),
);
const installing = Object.entries(scripts).filter(([, script]) => script.includes("bootstrap.mjs"));

test("no script installs and then runs in one line of the shell, which remembers the Node of before", () => {
  assert.ok(installing.length > 8);
  for (const [name, script] of installing) assert.doesNotMatch(script, /bootstrap\.mjs.*(&&|;|\|)/, name);
});
