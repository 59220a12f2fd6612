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

test("the AWS SDK's note on versions of Node to come is not printed, unless somebody asks for it", async () => {
  // As the SDK looks at the version when a client is made, on a Node that it will not support.
  const look = `
    import { createRequire } from "node:module";
    process.once("beforeExit", () => {
      createRequire(process.cwd() + "/")("@aws-sdk/core/client").emitWarningIfUnsupportedVersion("v20.15.0");
    });`;
  const noteOn = async (setting: string | undefined) => {
    const hook = `data:text/javascript,${encodeURIComponent(look)}`;
    const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: setting };
    const { ended } = startProcess(process.execPath, ["--import", hook, "src/cli/main.ts", "--version"], { env });
    return (await ended).stderr;
  };
  assert.equal(await noteOn(undefined), "");
  assert.match(await noteOn("false"), /NodeVersionSupportWarning/);
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
