import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout, or an empty text. */
  readonly lastLine: string;
}

/** Runs `sales-pipeline` with the arguments as a child process. Only errors are logged, unless `env` says otherwise. */
export async function runCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { entry = "src/cli/main.ts", node = process.execPath } = {},
): Promise<CliResult> {
  const child = spawn(node, [entry, ...args], {
    env: { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"], LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", reject);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, stdout, stderr, lastLine: stdout.trimEnd().split("\n").at(-1) ?? "" };
}
