import { fileURLToPath } from "node:url";
import { runProcess } from "../support/child-process.ts";

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
  const args = [VITEST, "run", "--config", CONFIG, fixture, ...options];
  const { code, stdout, stderr } = await runProcess(process.execPath, args, {
    env: { PATH: process.env["PATH"], NO_COLOR: "1", ...env },
  });
  return { code, output: stdout + stderr, lastLine: stdout.trimEnd().split("\n").at(-1) ?? "" };
}
