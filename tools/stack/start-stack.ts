import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { logTail } from "./log-tail.ts";
import { livingGroups } from "./process-groups.ts";
import { StackError } from "./stack-error.ts";
import { installed, type StackFolder, shown, stackFolder } from "./stack-folder.ts";
import { defaultSettings, type StackSettings, settingsAsEnvironment } from "./stack-settings.ts";
import { type ProcessRecord, readState } from "./stack-state.ts";
import { type StopOptions, stopStack } from "./stop-stack.ts";
import { keep, parseSupervisorMessage, type SupervisorMessage } from "./supervisor-message.ts";

export interface StartOptions {
  /** The stack's folder. @default .stack in the repository */
  readonly dir?: string;
  readonly settings?: Partial<StackSettings>;
  /** Aborting it stops a start that is under way. */
  readonly signal?: AbortSignal;
  /** Called when a server answers; `seconds` counts from its start. */
  readonly onReady?: (service: string, seconds: number) => void;
}

export interface Stack extends AsyncDisposable {
  readonly folder: StackFolder;
  /** SPARK_REMOTE, S3_BUCKET, AWS_…, MYSQL_…: what a client of these servers needs. */
  readonly env: Readonly<Record<string, string>>;
  readonly processes: readonly ProcessRecord[];
  /** The process that ends the servers when this one dies. */
  readonly supervisor: number;
  /** Lets the servers outlive this process. */
  keep(): Promise<void>;
  stop(options?: StopOptions): Promise<void>;
}

/**
 * Starts Spark Connect, S3 and MySQL on loopback and resolves when all three answer. They end with this process, also when
 * it is killed, unless `keep` was called.
 *
 * Throws a StackError when one does not start (then none is left running), or when a stack runs in the folder already.
 */
export async function startStack(options: StartOptions = {}): Promise<Stack> {
  const folder = stackFolder(options.dir);
  for (const path of Object.values(installed)) {
    if (!existsSync(path)) throw new StackError(`${shown(path)} is missing. Install it with \`npm run setup\`.`);
  }
  await clearTheWay(folder);
  options.signal?.throwIfAborted();
  const log = join(folder.logs, "supervisor.log");
  const supervisor = spawnSupervisor(folder, { ...defaultSettings, ...options.settings }, log);
  const stopIt = (): void => void supervisor.kill("SIGTERM");
  options.signal?.addEventListener("abort", stopIt);
  try {
    const outcome = await startOutcome(supervisor, options.onReady);
    if (outcome.kind === "failed") throw new StackError(outcome.message);
    return runningStack(folder, supervisor, outcome);
  } catch (error) {
    if (error instanceof StackError) throw error;
    throw new StackError(`The stack's supervisor ended early. ${shown(log)} ends with:\n${logTail(log)}`);
  } finally {
    options.signal?.removeEventListener("abort", stopIt);
  }
}

/** Refuses to start over a living stack, and ends what a dead one left. */
async function clearTheWay(folder: StackFolder): Promise<void> {
  const state = readState(folder);
  if (state === undefined) return;
  if ((await livingGroups([state.supervisor], folder.path)).length > 0) {
    throw new StackError(
      `A stack runs in ${shown(folder.path)} already (supervisor ${state.supervisor}). Stop it with \`npm run stack:down\`.`,
    );
  }
  await stopStack(folder);
}

/** In a session of its own, so that a terminal's Ctrl-C reaches the servers only through it. */
function spawnSupervisor(folder: StackFolder, settings: StackSettings, log: string): ChildProcess {
  mkdirSync(folder.logs, { recursive: true });
  const output = openSync(log, "w", 0o600);
  const script = fileURLToPath(new URL("./supervisor.ts", import.meta.url));
  const child = spawn(process.execPath, [script, folder.path], {
    env: { ...process.env, ...settingsAsEnvironment(settings) },
    stdio: ["ignore", output, output, "ipc"],
    detached: true,
  });
  closeSync(output);
  return child;
}

type Outcome = Exclude<SupervisorMessage, { readonly kind: "ready" }>;

/** Waits until the stack is up, or until its supervisor has ended everything again. Rejects when it ends without a word. */
async function startOutcome(supervisor: ChildProcess, onReady: StartOptions["onReady"]): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  let failed: Outcome | undefined;
  supervisor.on("message", (value) => {
    const message = parseSupervisorMessage(value);
    if (message?.kind === "ready") onReady?.(message.service, message.seconds);
    else if (message?.kind === "up") resolve(message);
    else failed = message;
  });
  supervisor.once("error", reject);
  supervisor.once("exit", () => (failed === undefined ? reject(new Error("no message")) : resolve(failed)));
  return promise;
}

function runningStack(
  folder: StackFolder,
  supervisor: ChildProcess,
  { env, processes }: Extract<SupervisorMessage, { readonly kind: "up" }>,
): Stack {
  // Neither keeps this process alive: when it ends, the channel closes and the supervisor stops the servers.
  supervisor.unref();
  supervisor.channel?.unref();
  const stop = async (options?: StopOptions): Promise<void> => void (await stopStack(folder, options));
  return {
    folder,
    env,
    processes,
    supervisor: supervisor.pid ?? 0,
    keep: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      supervisor.send(keep, () => resolve());
      await promise;
      supervisor.disconnect();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
