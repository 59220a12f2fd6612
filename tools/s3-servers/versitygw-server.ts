import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort, loopback } from "../stack/ports.ts";

const READY_WITHIN_MS = 30_000;
const POLL_MS = 100;

/** A versitygw on this machine that keeps its objects in a folder. */
export class VersitygwServer implements AsyncDisposable {
  readonly endpoint: string;
  readonly #process: ChildProcess;

  private constructor(endpoint: string, process: ChildProcess) {
    this.endpoint = endpoint;
    this.#process = process;
  }

  /** Resolves when it answers. */
  static async start(
    command: string,
    folder: string,
    keys: { readonly access: string; readonly secret: string },
  ): Promise<VersitygwServer> {
    const address = `${loopback}:${await freePort()}`;
    const objects = join(folder, "objects");
    mkdirSync(objects);
    const log = openSync(join(folder, "versitygw.log"), "a");
    const child = spawn(command, ["--port", address, "--quiet", "posix", objects], {
      env: { ...process.env, ROOT_ACCESS_KEY: keys.access, ROOT_SECRET_KEY: keys.secret },
      stdio: ["ignore", log, log],
    });
    const server = new VersitygwServer(`http://${address}`, child);
    await server.#untilReady();
    return server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill();
    await once(this.#process, "close");
  }

  async #untilReady(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    // Whatever it answers to a request without a signature, it answers.
    while (
      !(await fetch(this.endpoint).then(
        () => true,
        () => false,
      ))
    ) {
      if (this.#process.exitCode !== null) throw new Error(`versitygw ended with ${this.#process.exitCode}.`);
      if (performance.now() > deadline) throw new Error(`versitygw did not answer in ${READY_WITHIN_MS} ms.`);
      await delay(POLL_MS);
    }
  }
}
