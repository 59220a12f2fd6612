import { type StackFolder, shown } from "./stack-folder.ts";
import { settingsFromEnvironment } from "./stack-settings.ts";
import type { ProcessRecord, StackState } from "./stack-state.ts";
import { stackStatus } from "./stack-status.ts";
import { startStack } from "./start-stack.ts";
import { type StopOptions, stopStack } from "./stop-stack.ts";

/** Starts the stack, unless it is up. Returns the exit code; 130 after Ctrl-C. */
export async function up(folder: StackFolder): Promise<number> {
  const settings = settingsFromEnvironment(process.env);
  const current = await stackStatus(folder);
  if (current.kind === "up") {
    say(`The stack is up already, since ${current.state.startedAt}.`);
    sayProcesses(current.state.processes);
    sayHowToGoOn(folder);
    return 0;
  }
  if (current.kind === "broken") {
    say(`The stack was up, but not all of it lives: ${current.ended.join("; ")}. It is started again.`);
    await stopStack(folder);
  }
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      say(`${signal}: stopping what has started …`);
      interrupt.abort();
    });
  }
  say(`Starting ${settings.services.join(", ")} (the first time takes longest) …`);
  try {
    const stack = await startStack({
      dir: folder.path,
      settings,
      signal: interrupt.signal,
      onReady: (service, seconds) => say(`  ${service.padEnd(6)} ready after ${seconds.toFixed(1)} s`),
    });
    if (interrupt.signal.aborted) await stack.stop();
    interrupt.signal.throwIfAborted();
    await stack.keep();
    say("The stack is up.");
    sayProcesses(stack.processes);
    sayHowToGoOn(folder);
    return 0;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    say("Stopped. Nothing is left running.");
    return 130;
  }
}

/** Stops the stack, or what is left of it. Returns the exit code. */
export async function down(folder: StackFolder, options: StopOptions): Promise<number> {
  const ran = await stopStack(folder, options);
  const data = options.wipe === true ? "Its data and logs are deleted." : `Its data stays in ${shown(folder.data)}.`;
  say(`${ran ? "The stack is stopped." : "No stack was running."} ${data}`);
  return 0;
}

/** Says what runs. Returns 0 when the whole stack is up, else 1. */
export async function status(folder: StackFolder): Promise<number> {
  const current = await stackStatus(folder);
  if (current.kind === "down") {
    say("The stack is down. Start it with `npm run stack:up`.");
    return 1;
  }
  say(`The stack in ${shown(folder.path)} is ${current.kind}, started ${since(current.state)}.`);
  sayProcesses(current.state.processes);
  if (current.kind !== "broken") return current.kind === "up" ? 0 : 1;
  for (const line of current.ended) say(`  ended: ${line}`);
  say("`npm run stack:up` starts it again, `npm run stack:down` ends the rest.");
  return 1;
}

function since({ startedAt }: StackState): string {
  const minutes = Math.floor((Date.now() - Date.parse(startedAt)) / 60_000);
  return `${startedAt} (${minutes} min ago)`;
}

function sayProcesses(processes: readonly ProcessRecord[]): void {
  for (const { name, address, pid, log } of processes) {
    say(`  ${name.padEnd(14)} ${address.padEnd(24)} pid ${pid}, log ${shown(log)}`);
  }
}

function sayHowToGoOn(folder: StackFolder): void {
  say("Next:");
  say(`  source ${shown(folder.envFile)}`);
  say("  npm run init && npm run run");
  say("  npm run stack:down");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
