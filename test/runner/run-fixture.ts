import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const VITEST = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));
const CONFIG = fileURLToPath(new URL("fixtures/vitest.config.ts", import.meta.url));

export interface FixtureResult {
  readonly code: number | null;
  readonly output: string;
  readonly lastLine: string;
}

/** Runs Vitest on one file of the folder fixtures, with the reporters of the real tests. */
export async function runFixture(
  fixture: string,
  env: Readonly<Record<string, string>> = {},
  ...options: readonly string[]
): Promise<FixtureResult> {
  const child = spawn(process.execPath, [VITEST, "run", "--config", CONFIG, fixture, ...options], {
    env: { PATH: process.env["PATH"], NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, "exit");
  const [stdout, stderr] = await written;
  return { code, output: stdout + stderr, lastLine: stdout.trimEnd().split("\n").at(-1) ?? "" };
}
