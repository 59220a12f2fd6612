import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { onTestFinished, test } from "vitest";
import { EXIT } from "../../src/cli/exit-codes.ts";

const UNITS = ["sales-pipeline.service", "sales-pipeline.timer"];
const hasVerifier = spawnSync("systemd-analyze", ["--version"]).status === 0;

test("the exit codes of the command are what the service takes them for", () => {
  const service = unit("sales-pipeline.service");
  assert.deepEqual(numbersOf(service, "SuccessExitStatus"), [EXIT.busy, EXIT.nothingToDo, EXIT.sigterm]);
  assert.deepEqual(numbersOf(service, "RestartPreventExitStatus"), [EXIT.usage, EXIT.invalidFiles]);
  assert.match(service, /^Restart=on-failure$/m);
});

test("the limit of starts is over when the next timer comes, also if this one came late: systemd would refuse it", () => {
  const minutes = (text: string, setting: string) =>
    Number(new RegExp(`^${setting}=(\\d+)min$`, "m").exec(text)?.[1] ?? Number.NaN);
  const timer = unit("sales-pipeline.timer");
  assert.match(timer, /^OnCalendar=\*-\*-\* \*:15:00$/m);
  const atMost = minutes(unit("sales-pipeline.service"), "StartLimitIntervalSec");
  assert.ok(atMost + minutes(timer, "RandomizedDelaySec") < 60);
});

// Skipped where systemd is not installed: nothing else knows its rules.
test.skipIf(!hasVerifier)(
  "systemd-analyze finds nothing wrong with service and timer, and finds a misspelt setting",
  () => {
    assert.equal(
      verified((text) => text),
      "",
    );
    assert.match(
      verified((text) => text.replace("RestartSec=", "RestartSeconds=")),
      /Unknown key.*RestartSeconds/,
    );
  },
);

function unit(name: string): string {
  return readFileSync(join("examples/systemd", name), "utf8");
}

function numbersOf(text: string, setting: string): readonly number[] {
  const value = new RegExp(`^${setting}=(.*)$`, "m").exec(text)?.[1] ?? "";
  return value.split(" ").map(Number);
}

/** What systemd says of the units, with a command that there is on this machine. */
function verified(change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), "units-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const paths = UNITS.map((name) => {
    const path = join(folder, name);
    writeFileSync(path, change(unit(name)).replace("/usr/local/bin/sales-pipeline", process.execPath));
    return path;
  });
  const { stdout, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...paths], { encoding: "utf8" });
  // Of the machine's own units it may say more.
  const ours = (stdout + stderr).split("\n").filter((line) => UNITS.some((name) => line.includes(name)));
  return ours.join("\n");
}
