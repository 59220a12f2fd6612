import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { loopback } from "./ports.ts";
import { failure, type ServerProcess } from "./server-processes.ts";
import { messageOf } from "./stack-error.ts";

const pollMs = 100;
/** Spark needs 6 s on an idle machine; a busy or small one may need ten times that. */
const limitMs = 120_000;

/**
 * Waits until `probe` resolves. Throws a StackError when the server ends before that or does not answer in two minutes, and
 * the signal's reason when it is aborted.
 */
export async function untilReady(
  server: ServerProcess,
  probe: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    signal.throwIfAborted();
    if (server.ended !== undefined) throw failure(server, server.ended);
    try {
      return await probe();
    } catch (error) {
      if (performance.now() > deadline) {
        throw failure(server, `it did not answer within ${limitMs / 1000} s (${messageOf(error)})`);
      }
    }
    await delay(pollMs);
  }
}

/** Resolves when something accepts connections on the port. */
export async function accepts(port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect({ host: loopback, port, timeout: 2_000 });
  socket.once("connect", resolve);
  socket.once("timeout", () => reject(new Error("timeout")));
  socket.once("error", reject);
  try {
    await promise;
  } finally {
    socket.destroy();
  }
}
