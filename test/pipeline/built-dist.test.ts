import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { runCli } from "../support/run-cli.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const ENTRY = "dist/cli/main.js";

/** Every Node on the path: that of this project, and the machine's own, which may be as old as 20. */
const NODES = [
  ...new Set(
    (process.env["PATH"] ?? "")
      .split(delimiter)
      .map((folder) => join(folder, "node"))
      .filter((path) => existsSync(path))
      .map((path) => realpathSync(path)),
  ),
];

describe("the built command shows its help, and runs the job", () => {
  beforeAll(() => {
    const built = spawnSync("npm", ["run", "--silent", "build:dist"], { encoding: "utf8" });
    assert.equal(built.status, 0, built.stdout + built.stderr);
  });

  for (const node of NODES) {
    test(`on ${node}`, async () => {
      const path = `${dirname(node)}${delimiter}${process.env["PATH"]}`;
      const help = spawnSync(ENTRY, ["--help"], { encoding: "utf8", env: { ...process.env, PATH: path } });
      assert.equal(help.status, 0, help.stderr);
      const commands = [...help.stdout.matchAll(/^ {2}(?<name>\w+) .*/gm)].map(({ groups }) => groups?.["name"]);
      assert.deepEqual(
        ["init", "run", "status", "plan", "report", "doctor", "config"].filter((name) => !commands.includes(name)),
        [],
      );

      await using world = await openWorld({ migrated: false });
      await world.landAll([...DIMENSION_FILES, SALES_FILE]);
      const init = await runCli(["init"], world.env, { entry: ENTRY, node });
      assert.equal(init.code, 0, init.stderr);
      const run = await runCli(["run"], world.env, { entry: ENTRY, node });
      assert.equal(run.code, 0, run.stderr);
      await expectWorkedExample(world);
    });
  }
});
