import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { StandIn } from "./command-of-exit-code.ts";

const TEXT = readFileSync("examples/cron/sales-pipeline.crontab", "utf8");
const lines = TEXT.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const settings = lines.filter((line) => /^\w+=/.test(line));
const jobs = lines.filter((line) => !settings.includes(line)).map((line) => line.split(/ +/));

/** The least and the largest value of each field. */
const FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

test("every line is a setting, or five fields of numbers in their ranges and a command of the shell", () => {
  assert.equal(jobs.length, 2);
  for (const job of jobs) {
    for (const [index, [least, largest]] of FIELDS.entries()) {
      assert.ok(isField(job[index] ?? "", least, largest), `${job.join(" ")}: field ${index + 1}`);
    }
    const command = job.slice(FIELDS.length).join(" ");
    // Cron takes it for the end of the line.
    assert.ok(!command.includes("%"), command);
    assert.equal(spawnSync("sh", ["-n", "-c", command], { encoding: "utf8" }).stderr, "");
  }
  assert.ok(TEXT.endsWith("\n"), "cron does not read a last line without an end");
});

test("a mail tells of exit codes that somebody has to look at: not of another run, nor of nothing to do", () => {
  using command = new StandIn("sales-pipeline");
  for (const job of jobs) {
    const printed = (code: number) => {
      const line = job.slice(FIELDS.length).join(" ");
      const { stdout, stderr } = spawnSync("sh", ["-c", line], { encoding: "utf8", env: { ...command.env(code) } });
      return stdout + stderr;
    };
    for (const code of [0, 75, 99]) assert.equal(printed(code), "");
    for (const code of [1, 2, 3, 143]) assert.match(printed(code), new RegExp(`exit code ${code}\n$`));
  }
});

function isField(text: string, least: number, largest: number): boolean {
  if (text === "*") return true;
  return text.split(",").every((part) => /^\d+$/.test(part) && Number(part) >= least && Number(part) <= largest);
}
