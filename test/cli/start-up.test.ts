import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { startProcess } from "../support/child-process.ts";

// A schedule starts the command each few minutes, mostly for nothing: what it loads is most of what such a run takes.
describe("the command starts without loading", () => {
  test("what draws pages, and what newer versions of Node have themselves", async () => {
    const loaded = await modulesOf("src/cli/entry.ts");
    const packages = new Set(loaded.flatMap((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []));
    assert.ok(packages.has("commander"));
    for (const late of ["echarts", "zrender", "core-js"]) assert.ok(!packages.has(late), `${late} is loaded`);
  });
});

/** The modules that `--version` loads, by a hook in that process that prints each. */
async function modulesOf(entry: string): Promise<readonly string[]> {
  const hook = `
    import { registerHooks } from "node:module";
    registerHooks({ load(url, context, next) { console.error("loads " + url); return next(url, context); } });`;
  const { ended } = startProcess(process.execPath, [
    "--import",
    `data:text/javascript,${encodeURIComponent(hook)}`,
    entry,
    "--version",
  ]);
  const { code, stderr } = await ended;
  assert.equal(code, 0, stderr);
  return stderr.split("\n").flatMap((line) => /^loads (.*)$/.exec(line)?.[1] ?? []);
}
