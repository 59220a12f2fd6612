import { type Ended, startProcess } from "./child-process.ts";
import { commandEnvironment } from "./command-environment.ts";

export interface CliResult extends Ended {
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
  const { pid, kill, ended } = startProcess(node, [entry, ...args], {
    env: { ...commandEnvironment(), LOG_LEVEL: "error", ...env },
  });
  const result = ended.then((all) => ({ ...all, lastLine: all.stdout.trimEnd().split("\n").at(-1) ?? "" }));
  return { pid, kill, result };
}
