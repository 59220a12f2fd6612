import { spawn, spawnSync } from "node:child_process";

export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Child {
  readonly pid: number;
  /** Sends a signal, also to the whole process group. */
  kill(signal: NodeJS.Signals, options?: { readonly group?: boolean }): void;
  /** Resolves when it has ended and all it printed has arrived. */
  readonly ended: Promise<Ended>;
}

export interface ChildOptions {
  readonly cwd?: string;
  /** All of its environment. @default this process's */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with all of stdout so far, whenever there is more of it. */
  readonly onStdout?: (stdout: string) => void;
}

/** Starts a process that leads a group of its own, and collects what it prints. */
export function startProcess(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, onStdout = () => {} }: ChildOptions = {},
): Child {
  const child = spawn(command, args, {
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    ...(cwd !== undefined && { cwd }),
  });
  const { pid } = child;
  const printed = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed.stdout += text;
    onStdout(printed.stdout);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed.stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("close", (code) => resolve({ code, ...printed }));
    child.once("error", reject);
  });
  if (pid === undefined) throw new Error(`${command} could not be started`);
  return { pid, ended, kill: (signal, { group = false } = {}) => void process.kill(group ? -pid : pid, signal) };
}

/** The same, to its end. */
export async function runProcess(command: string, args: readonly string[], options: ChildOptions = {}): Promise<Ended> {
  return await startProcess(command, args, options).ended;
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The id of a process that has ended. */
export function deadProcess(): number {
  return spawnSync("true").pid;
}
