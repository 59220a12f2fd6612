// The process that owns a stack's servers. It starts them, notes each in the state file, and ends them when it gets a
// signal, or when the process that started it is gone (the IPC channel closes) without having said that they shall stay.
//
// Usage: node supervisor.ts <stack folder>, settings in STACK_* variables. Its output goes to a log.
import { newCredentials } from "./credentials.ts";
import { startMysql } from "./mysql.ts";
import { portFor } from "./ports.ts";
import { startS3 } from "./s3.ts";
import { ServerProcesses } from "./server-processes.ts";
import { startSpark } from "./spark-connect.ts";
import { stackEnvironment, writeEnvironmentFile } from "./stack-environment.ts";
import { messageOf, StackError } from "./stack-error.ts";
import { createFolders, removeRunFiles, stackFolder } from "./stack-folder.ts";
import { type Service, settingsFromEnvironment } from "./stack-settings.ts";
import { claimState, type ProcessRecord, type StackState, writeState } from "./stack-state.ts";
import type { StartContext } from "./start-context.ts";
import { logLine } from "./supervisor-log.ts";
import { keep, type SupervisorMessage } from "./supervisor-message.ts";

const starters: Readonly<Record<Service, (context: StartContext) => Promise<void>>> = {
  spark: startSpark,
  s3: startS3,
  mysql: startMysql,
};

const folder = stackFolder(process.argv[2]);
const stopping = new AbortController();
const stopRequested = Promise.withResolvers<void>();
stopping.signal.addEventListener("abort", () => stopRequested.resolve());
let kept = false;

process.on("message", (message) => {
  kept = message === keep;
});
process.on("disconnect", () => {
  if (!kept) stop("The process that started the stack is gone");
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop(signal));
process.on("uncaughtException", (error) => stop(error.stack ?? error.message));

// With its servers dead and its starter gone nothing else keeps the process alive, and it is the one to ask what happened.
setInterval(() => {}, 2 ** 30);
await supervise();

async function supervise(): Promise<void> {
  let state: StackState = {
    phase: "starting",
    startedAt: new Date().toISOString(),
    supervisor: process.pid,
    processes: [],
  };
  if (!claimState(folder, state)) {
    return fail("another start of this stack is under way. Wait for it, or end it with `npm run stack:down`.");
  }
  const update = (change: Partial<StackState>): void => {
    state = { ...state, ...change };
    writeState(folder, state);
  };
  const processes = new ServerProcesses(folder, (all) => update({ processes: all.map(asRecord) }));
  let failed: string | undefined;
  try {
    const env = await start(processes);
    update({ phase: "up" });
    await tell({ kind: "up", env, processes: state.processes });
    await stopRequested.promise;
  } catch (error) {
    failed = messageOf(error);
  }
  update({ phase: "stopping" });
  await processes.endAll();
  removeRunFiles(folder);
  if (failed !== undefined) return fail(failed);
  process.exit(0);
}

/** Starts the servers side by side. Throws when one does not start or the stack is to stop. */
async function start(processes: ServerProcesses): Promise<Readonly<Record<string, string>>> {
  const settings = settingsFromEnvironment(process.env);
  const ports = {
    spark: await portFor("spark", settings.ports.spark),
    s3: await portFor("s3", settings.ports.s3),
    mysql: await portFor("mysql", settings.ports.mysql),
  };
  createFolders(folder);
  const credentials = newCredentials();
  const context = { folder, settings, ports, credentials, processes, signal: stopping.signal };
  const servers = settings.services.map(async (service) => {
    const began = performance.now();
    await starters[service](context);
    await tell({ kind: "ready", service, seconds: (performance.now() - began) / 1000 });
  });
  const interrupted = stopRequested.promise.then(() => {
    throw new StackError("the start was interrupted.");
  });
  await Promise.race([Promise.all(servers), interrupted]);
  const env = stackEnvironment(settings.services, ports, credentials);
  writeEnvironmentFile(folder.envFile, env);
  return env;
}

function stop(reason: string): void {
  logLine(`${reason}: the stack stops.`);
  stopping.abort();
}

async function fail(message: string): Promise<void> {
  logLine(message);
  await tell({ kind: "failed", message });
  process.exit(1);
}

/** Sends a message to the process that started us; nothing when it is gone or has let go. */
async function tell(message: SupervisorMessage): Promise<void> {
  if (!process.connected) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  process.send?.(message, undefined, undefined, () => resolve());
  await promise;
}

function asRecord(server: {
  readonly name: string;
  readonly pid: number;
  readonly address: string;
  readonly log: string;
  readonly ended: string | undefined;
}): ProcessRecord {
  const { name, pid, address, log, ended } = server;
  return { name, pid, address, log, ended: ended ?? null };
}
