import { fork } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { commandEnvironment } from "../support/command-environment.ts";

export interface FaultyRun {
  readonly pid: number;
  /** Resolves with true when the run waits at its point, with false when it ended without getting there. */
  readonly reached: Promise<boolean>;
  goOn(): void;
  kill(signal: NodeJS.Signals): void;
  /** `exit` is the code, or the signal that ended it. */
  readonly ended: Promise<{ readonly exit: number | string; readonly stderr: string }>;
}

/** What works under the lease. */
export type FaultyCommand =
  | readonly ["run" | "rebuild" | "recover" | "purge"]
  | readonly ["replay", file: string]
  | readonly ["erase", customer: string];

/** Starts a command, by default the main job, in a process of its own; it stops at `point`. */
export function startFaultyRun(
  point: FailpointName | "none",
  env: Readonly<Record<string, string>>,
  command: FaultyCommand = ["run"],
): FaultyRun {
  const child = fork(new URL("./run-to-point.ts", import.meta.url), [point, ...command], {
    env: { ...commandEnvironment(), LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: true,
  });
  const { pid, stderr } = child;
  if (pid === undefined || stderr === null) throw new Error("the run could not be started");
  const message = text(stderr);
  const exit = once(child, "exit").then(([code, signal]): number | string => code ?? signal);
  const reached = Promise.race([once(child, "message").then(() => true), exit.then(() => false)]);
  return {
    pid,
    reached,
    // It may have been killed meanwhile: then nobody hears it.
    goOn: () => void (child.connected && child.send("go on", () => {})),
    kill: (signal) => void child.kill(signal),
    ended: Promise.all([exit, message]).then(([ended, written]) => ({ exit: ended, stderr: written })),
  };
}
