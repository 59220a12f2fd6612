import { spawn } from "node:child_process";
import { openSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import type { ProcessRecord } from "../../tools/stack/stack-state.ts";
import { until } from "../support/until.ts";

/** A server of a stack that is killed and started again as it was. Linux only: what was started is read from /proc. */
export class KillableServer implements Disposable {
  readonly #port: number;
  #pid: number;

  constructor({ pid }: ProcessRecord, port: number) {
    this.#pid = pid;
    this.#port = port;
    // What was started again is no part of the stack any more, and would outlive both.
    process.once("exit", () => this[Symbol.dispose]());
  }

  /** As `kill -9`, and starts it again. Resolves when the process is gone, not when the new one answers. */
  async killAndStart(): Promise<void> {
    const pid = this.#pid;
    const [command = "", ...args] = listOf(`/proc/${pid}/cmdline`);
    const env = Object.fromEntries(listOf(`/proc/${pid}/environ`).map((entry) => entry.split(/=(.*)/s)));
    const cwd = readlinkSync(`/proc/${pid}/cwd`);
    const log = openSync(`/proc/${pid}/fd/1`, "a");
    process.kill(pid, "SIGKILL");
    await until(`process ${pid} is gone`, async () => !(await this.answers()));
    const next = spawn(command, args, { cwd, env, stdio: ["ignore", log, log], detached: true });
    if (next.pid === undefined) throw new Error(`${command} could not be started again`);
    next.unref();
    this.#pid = next.pid;
  }

  /** Whether it takes connections. */
  async answers(): Promise<boolean> {
    return await new Promise((resolve) => {
      const socket = connect(this.#port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("close", () => socket.destroy()).once("connect", () => socket.end());
    });
  }

  async untilUp(): Promise<void> {
    await until(`port ${this.#port} answers`, () => this.answers());
  }

  [Symbol.dispose](): void {
    try {
      process.kill(this.#pid, "SIGKILL");
    } catch {
      // Ended with its stack.
    }
  }
}

function listOf(path: string): readonly string[] {
  return readFileSync(path, "utf8").split("\0").slice(0, -1);
}
