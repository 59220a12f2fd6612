import assert from "node:assert/strict";
import { runCli } from "../support/run-cli.ts";
import { expectServersAllowed } from "../support/server-environment.ts";

/** Runs a tool of the repository as its npm script does, and returns what it printed. It may run tests itself. */
export async function runTool(entry: string, args: readonly string[]): Promise<string> {
  expectServersAllowed();
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST") && name !== "NODE_ENV");
  const { code, stdout, stderr } = await runCli(args, Object.fromEntries(env) as Record<string, string>, { entry });
  assert.equal(code, 0, `${entry}\n${stdout}${stderr}`);
  return stdout;
}
