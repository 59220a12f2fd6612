import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { beforeAll, describe, test } from "vitest";
import { newProgram } from "../../src/cli/program.ts";
import { runCli } from "../support/run-cli.ts";

/** Why a shell cannot be asked here, or undefined. */
function missing(shell: string): string | undefined {
  return spawnSync(shell, ["--version"]).error === undefined ? undefined : `there is no ${shell} here`;
}

describe("completion in bash", () => {
  let script = "";
  beforeAll(async () => {
    script = (await runCli(["completion", "bash"], {})).stdout;
  });

  /** What bash offers after these words, the last of which is being typed. */
  function offered(...words: readonly string[]): readonly string[] {
    const { status, stdout, stderr } = spawnSync(
      "bash",
      [
        "-c",
        `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sales_pipeline; printf '%s\\n' "\${COMPREPLY[@]}"`,
        "bash",
        "sales-pipeline",
        ...words,
      ],
      { encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    return stdout.split("\n").filter((word) => word !== "");
  }

  test("offers every command", ({ skip }) => {
    skip(missing("bash") !== undefined, missing("bash"));
    const commands = newProgram().commands.map((command) => command.name());
    assert.ok(commands.includes("run"));
    assert.deepEqual(
      offered("").filter((word) => !word.startsWith("--")),
      commands,
    );
    assert.deepEqual(offered("rep"), ["replay", "report"]);
  });

  test("offers options of the command, choices of an option, keys of settings", ({ skip }) => {
    skip(missing("bash") !== undefined, missing("bash"));
    assert.deepEqual(offered("run", "--as"), ["--as-of"]);
    assert.deepEqual(offered("--quiet", "plan", "--ex"), ["--explain"]);
    assert.deepEqual(offered("plan", "--explain", "c"), ["cost", "codegen"]);
    assert.deepEqual(offered("run", "--set", "run.max"), [
      "run.maxRejectedRatio=",
      "run.maxFiles=",
      "run.maxAttempts=",
      "run.maxFileFailures=",
    ]);
    assert.deepEqual(offered("completion", "z"), ["zsh"]);
  });
});

for (const [shell, check] of [
  ["zsh", ["-n"]],
  ["fish", ["--no-execute"]],
] as const) {
  test(`completion for ${shell} is a script that it takes, and names every command and option`, async ({ skip }) => {
    const { stdout } = await runCli(["completion", shell], {});
    for (const command of newProgram().commands) {
      assert.ok(stdout.includes(command.name()));
      for (const { long } of command.options) assert.ok(stdout.includes(long?.slice(2) ?? "?"), `${long}`);
    }
    skip(missing(shell) !== undefined, missing(shell));
    const { status, stderr } = spawnSync(shell, [...check], { input: stdout, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  });
}

test("another shell is refused with those that there are", async () => {
  const { code, stderr } = await runCli(["completion", "tcsh"], {});
  assert.equal(code, 2);
  assert.match(stderr, /bash, zsh, fish/);
});
