import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { connect } from "node:net";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort, loopback } from "../stack/ports.ts";

const READY_WITHIN_MS = 30_000;
const POLL_MS = 100;

/** A Sail server on this machine, which is started again when a query has ended its process. */
export class SailServer {
  readonly #command: string;
  readonly #folder: string;
  readonly #log: number;
  #process: ChildProcess | undefined;
  #remote = "";
  /** How often its process has ended by itself. */
  crashes = 0;

  /** @param logFile where its output goes */
  constructor(command: string, logFile: string) {
    this.#command = command;
    this.#folder = dirname(logFile);
    this.#log = openSync(logFile, "a");
  }

  /** The connection string of a server that answers. */
  async remote(): Promise<string> {
    if (this.#process?.exitCode === null && this.#process.signalCode === null) return this.#remote;
    if (this.#process !== undefined) this.crashes += 1;
    const port = await freePort();
    const args = ["spark", "server", "--ip", loopback, "--port", String(port)];
    // Tables that tests save lie below the server's working directory.
    const server = spawn(this.#command, args, { cwd: this.#folder, stdio: ["ignore", this.#log, this.#log] });
    this.#process = server;
    this.#remote = `sc://${loopback}:${port}`;
    await untilListening(port, server);
    return this.#remote;
  }

  async stop(): Promise<void> {
    const server = this.#process;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGKILL");
    await once(server, "close");
  }
}

async function untilListening(port: number, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isListening(port))) {
    if (server.exitCode !== null)
      throw new Error(`Sail ended with ${server.exitCode} before it answered. See its log.`);
    if (performance.now() > deadline) throw new Error(`Sail did not answer in ${READY_WITHIN_MS} ms. See its log.`);
    await delay(POLL_MS);
  }
}

function isListening(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, loopback);
  socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  return promise.finally(() => socket.destroy());
}
