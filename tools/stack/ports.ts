import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { StackError } from "./stack-error.ts";
import type { Service } from "./stack-settings.ts";

export const loopback = "127.0.0.1";

/**
 * A free loopback port. It comes from below the range in which systems place outgoing connections (32768 and up on
 * Linux, 49152 on macOS), so that nothing takes it by chance between this check and the server's own bind.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
  throw new StackError("No free port between 20000 and 30000 after 100 tries. Set STACK_*_PORT to free ones.");
}

/** The port asked for, or any free one for 0. Throws a StackError when the port asked for is taken. */
export async function portFor(service: Service, wanted: number): Promise<number> {
  if (wanted === 0) return freePort();
  if (await isFree(wanted)) return wanted;
  const variable = `STACK_${service.toUpperCase()}_PORT`;
  throw new StackError(
    `${service} cannot start: port ${wanted} on ${loopback} is taken by another program. ` +
      `Set ${variable} to a free port, or unset it and one is chosen.`,
  );
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", () => resolve(false));
  server.listen({ host: loopback, port, exclusive: true }, () => server.close(() => resolve(true)));
  return promise;
}
