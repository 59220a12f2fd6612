import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { logTail } from "./log-tail.ts";
import { endGroups } from "./process-groups.ts";
import { messageOf, StackError } from "./stack-error.ts";
import { type StackFolder, shown } from "./stack-folder.ts";
import { logLine } from "./supervisor-log.ts";

export interface ServerCommand {
  /** Also the name of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** A file to read from. @default nothing */
  readonly stdin?: string;
  /** Set on top of what `childEnvironment` keeps of ours. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it listens, for the state file. */
  readonly address?: string;
  /** What to try when it does not start. */
  readonly advice: string;
}

export interface ServerProcess {
  readonly name: string;
  readonly address: string;
  readonly advice: string;
  /** Also the number of its process group. */
  readonly pid: number;
  readonly log: string;
  /** How it ended, for a message; undefined while it runs. */
  readonly ended: string | undefined;
}

/** The processes of one stack. Each leads a process group, so that ending it also ends what it started. */
export class ServerProcesses {
  readonly #folder: StackFolder;
  readonly #changed: (processes: readonly ServerProcess[]) => void;
  #all: readonly TrackedProcess[] = [];
  #closed = false;

  /** `changed` is called when a process has started or ended. */
  constructor(folder: StackFolder, changed: (processes: readonly ServerProcess[]) => void) {
    this.#folder = folder;
    this.#changed = changed;
  }

  /** Starts a process that is to stay. Throws a StackError when the program cannot be started. */
  async start(command: ServerCommand): Promise<ServerProcess> {
    return this.#start(command);
  }

  /** Runs a process to its end. Throws a StackError unless it ends with exit code 0. */
  async run(command: ServerCommand): Promise<void> {
    const process = await this.#start(command);
    const code = await process.exited;
    this.#keep(this.#all.filter((other) => other !== process));
    if (code !== 0) throw failure(process, process.ended ?? "it failed");
  }

  /** Ends all of them and lets no new one start. */
  async endAll(): Promise<void> {
    this.#closed = true;
    await endGroups(
      this.#all.map(({ pid }) => pid),
      this.#folder.path,
    );
  }

  async #start(command: ServerCommand): Promise<TrackedProcess> {
    if (this.#closed) throw new StackError(`${command.name} did not start: the stack is stopping.`);
    const log = join(this.#folder.logs, `${command.name}.log`);
    const input = openSync(command.stdin ?? "/dev/null", "r");
    const output = openSync(log, "w", 0o600);
    const child = spawn(command.command, command.args, {
      cwd: command.cwd,
      env: { ...childEnvironment(), ...command.env },
      stdio: [input, output, output],
      detached: true,
    });
    for (const file of [input, output]) closeSync(file);
    if (child.pid === undefined) throw await neverStarted(child, command);
    const tracked = new TrackedProcess(command, child.pid, log);
    child.once("exit", (code, signal) => {
      tracked.end(code, signal);
      if (!this.#closed) logLine(`${tracked.name}: ${tracked.ended}.`);
      this.#changed(this.#all);
    });
    this.#keep([...this.#all, tracked]);
    return tracked;
  }

  #keep(processes: readonly TrackedProcess[]): void {
    this.#all = processes;
    this.#changed(processes);
  }
}

class TrackedProcess implements ServerProcess {
  readonly name: string;
  readonly address: string;
  readonly advice: string;
  readonly pid: number;
  readonly log: string;
  readonly #exit = Promise.withResolvers<number | null>();
  #ended: string | undefined;

  constructor(command: ServerCommand, pid: number, log: string) {
    this.name = command.name;
    this.address = command.address ?? "";
    this.advice = command.advice;
    this.pid = pid;
    this.log = log;
  }

  get ended(): string | undefined {
    return this.#ended;
  }

  /** The exit code; null when a signal ended it. */
  get exited(): Promise<number | null> {
    return this.#exit.promise;
  }

  end(code: number | null, signal: NodeJS.Signals | null): void {
    this.#ended = signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
    this.#exit.resolve(code);
  }
}

/** The error for a server that is not there: name, reason, the end of its log, what to do. */
export function failure(server: ServerProcess, reason: string): StackError {
  return new StackError(
    `${server.name} failed: ${reason}.\n  ${shown(server.log)} ends with:\n${logTail(server.log)}\n  ${server.advice}`,
  );
}

async function neverStarted(child: ChildProcess, { name, command, advice }: ServerCommand): Promise<StackError> {
  const { promise, resolve } = Promise.withResolvers<Error>();
  child.once("error", resolve);
  const cause = await promise;
  return new StackError(`${name} did not start: \`${command}\`: ${messageOf(cause)}. ${advice}`, { cause });
}

/** Our environment without the variables that would redirect a server: they are meant for clients. */
function childEnvironment(): NodeJS.ProcessEnv {
  const redirecting = /^(AWS|SPARK|HADOOP|MYSQL|MARIADB|STACK)_|^(JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|CLASSPATH)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !redirecting.test(name)));
}
