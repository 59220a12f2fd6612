import { type SpawnSyncOptions, spawnSync } from "node:child_process";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  /** Both streams, as somebody would have seen them. */
  readonly output: string;
}

/** Runs a command to its end. Its output is kept, not shown. */
export function tryCommand(command: string, args: readonly string[], options: SpawnSyncOptions = {}): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
    encoding: "utf8",
  });
  if (error !== undefined) return { code: 127, stdout: "", output: error.message };
  return { code: status ?? 1, stdout, output: `${stdout}${stderr}` };
}

/** @throws Error with the end of its output if it fails */
export function runCommand(command: string, args: readonly string[], options: SpawnSyncOptions = {}): string {
  const { code, stdout, output } = tryCommand(command, args, options);
  if (code === 0) return stdout;
  throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${output.slice(-4_000)}`);
}
