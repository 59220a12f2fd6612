import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { startProcess } from "../support/child-process.ts";
import { StandIn } from "./command-of-exit-code.ts";

const manifest: unknown = parse(readFileSync("examples/kubernetes/cron-job.yaml", "utf8"));

test("the CronJob has the fields of Kubernetes' own types and no others; a misspelt one is found", () => {
  assert.equal(errorsOf(manifest), "");
  assert.match(errorsOf(replaced("podFailurePolicy", "podFailurePolicies")), /podFailurePolicies\W* does not exist/);
  assert.match(
    errorsOf(replaced('"backoffLimit":4', '"backoffLimit":"4"')),
    /'string' is not assignable to type 'number'/,
  );
});

test("the pod runs without root, capabilities and a writable file system, and at most one job at a time", () => {
  const text = JSON.stringify(manifest);
  for (const sign of [
    '"runAsNonRoot":true',
    '"readOnlyRootFilesystem":true',
    '"allowPrivilegeEscalation":false',
    '"drop":["ALL"]',
    '"automountServiceAccountToken":false',
    '"concurrencyPolicy":"Forbid"',
    '"restartPolicy":"Never"',
  ]) {
    assert.ok(text.includes(sign), sign);
  }
});

test("another run and nothing to do are success, every other exit code stays as it is", () => {
  using node = new StandIn("node");
  const codes = [0, 75, 99, 1, 2, 3].map((code) => {
    return [code, spawnSync("sh", ["-c", shellLines()], { env: { ...node.env(code) } }).status];
  });
  assert.deepEqual(codes, [
    [0, 0],
    [75, 0],
    [99, 0],
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
});

test("SIGTERM of the pod reaches the run, whose exit code is the pod's", async () => {
  using node = new StandIn("node");
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const shell = startProcess("sh", ["-c", shellLines()], { env: node.env("wait"), onStdout: () => isReady() });
  await ready;
  shell.kill("SIGTERM");
  assert.equal((await shell.ended).code, 143);
});

function shellLines(): string {
  const found = /"args":\[("(?:[^"\\]|\\.)*")\]/.exec(JSON.stringify(manifest))?.[1];
  assert.ok(found !== undefined);
  return String(JSON.parse(found));
}

function replaced(text: string, by: string): unknown {
  const changed = JSON.stringify(manifest).replace(text, by);
  assert.notEqual(changed, JSON.stringify(manifest));
  return JSON.parse(changed);
}

/** What TypeScript says of the value as a CronJob. */
function errorsOf(value: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "cron-job-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const type = 'import type { CronJob } from "kubernetes-types/batch/v1.d.ts";';
  writeFileSync(join(folder, "cron-job.mts"), `${type}\nexport const job: CronJob = ${JSON.stringify(value)};\n`);
  const compilerOptions = { noEmit: true, strict: true, skipLibCheck: true, module: "nodenext", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["cron-job.mts"] }));
  return spawnSync("tsc", ["--project", folder], { encoding: "utf8" }).stdout;
}
