import assert from "node:assert/strict";
import { runCli } from "../support/run-cli.ts";

/** Runs a tool of the repository as its npm script does, and returns what it printed. It may run tests itself. */
export async function runTool(entry: string, args: readonly string[]): Promise<string> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { code, stdout, stderr } = await runCli(args, env as Record<string, string>, { entry });
  assert.equal(code, 0, `${entry}\n${stdout}${stderr}`);
  return stdout;
}
