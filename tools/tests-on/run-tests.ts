import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";

export interface Servers {
  /** The folder of the stack that the tests use. */
  readonly folder: string;
  /** How the tests reach what runs, beside this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The server under test, for the line that closes. */
  readonly server: string;
}

/** Runs the test files of the command line, or these, on servers that run. Returns the exit code of the tests. */
export async function runTests(files: readonly string[], { folder, env, server }: Servers): Promise<number> {
  const asked = process.argv.slice(2);
  const tests = spawn("vitest", ["run", ...(asked.length > 0 ? asked : files)], {
    env: { ...process.env, ...env, TEST_STACK_FOLDER: folder },
    stdio: "inherit",
  });
  const [code] = await once(tests, "close");
  process.stdout.write(`${server}: ${code === 0 ? "all passed" : "see above"}\n`);
  return Number(code ?? 1);
}
