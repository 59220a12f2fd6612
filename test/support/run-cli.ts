import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout, or an empty text. */
  readonly lastLine: string;
}

export interface CliProcess {
  readonly pid: number;
  /** Sends a signal, also to the whole process group. */
  kill(signal: NodeJS.Signals, options?: { readonly group?: boolean }): void;
  readonly result: Promise<CliResult>;
}

interface CliOptions {
  readonly entry?: string;
  readonly node?: string;
}

/** Runs `sales-pipeline` with the arguments as a child process. Only errors are logged, unless `env` says otherwise. */
export async function runCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: CliOptions = {},
): Promise<CliResult> {
  return await startCli(args, env, options).result;
}

/** The same, without waiting for its end. The process leads a group of its own. */
export function startCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { entry = "src/cli/main.ts", node = process.execPath }: CliOptions = {},
): CliProcess {
  const child = spawn(node, [entry, ...args], {
    env: { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"], LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${node} could not be started`);
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", reject);
  });
  const result = Promise.all([text(child.stdout), text(child.stderr), closed]).then(([stdout, stderr, code]) => ({
    code,
    stdout,
    stderr,
    lastLine: stdout.trimEnd().split("\n").at(-1) ?? "",
  }));
  return { pid, result, kill: (signal, { group = false } = {}) => process.kill(group ? -pid : pid, signal) };
}
