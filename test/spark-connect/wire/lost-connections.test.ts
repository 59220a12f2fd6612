import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect as connectTcp, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { connect } from "../../../src/spark-connect/wire/connect.ts";
import { batch, complete, FakeServer, sends, sendsThenWaits } from "./fake-server.ts";
import { sqlPlan } from "./live.ts";

/** Stands between client and server. Existing connections can go dead, as behind a firewall that forgets them. */
class NetworkPath implements AsyncDisposable {
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server;

  constructor(port: number) {
    this.#server = createServer((inner) => {
      this.connections += 1;
      const outer = connectTcp(port, "127.0.0.1");
      for (const socket of [inner, outer]) {
        this.#sockets.add(socket);
        socket.on("error", () => {});
        socket.on("close", () => {
          inner.destroy();
          outer.destroy();
        });
      }
      inner.pipe(outer);
      outer.pipe(inner);
    });
  }

  /** The connection string. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    return `sc://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  }

  /** Nothing passes any more, and nobody is told. */
  goDead(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.resume();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function portOf(remote: string): number {
  return Number(new URL(remote.replace("sc:", "http:")).port);
}

test("an execution goes on over a new connection when the old one is silent and does not answer a probe", async () => {
  await using server = new FakeServer([sendsThenWaits(batch("a")), sends(batch("b"), complete)]);
  await using proxy = new NetworkPath(portOf(await server.listen()));
  const client = connect(await proxy.listen(), { environment: {}, keepaliveIntervalMs: 50, keepaliveTimeoutMs: 50 });
  const responses: string[] = [];
  for await (const { responseId } of client.execute(sqlPlan("SELECT 1"))) {
    responses.push(responseId);
    if (responseId === "a") {
      proxy.goDead();
    }
  }
  assert.deepEqual(responses, ["a", "b", "end"]);
  assert.deepEqual(server.requests, ["execute", "reattach after a"]);
  assert.equal(proxy.connections, 2);
  await client.close();
});

test("a call after a long silence finds that the connection is dead before it is sent", async () => {
  let calls = 0;
  await using server = new FakeServer([], {
    config: ({ sessionId }) => {
      calls += 1;
      return { sessionId };
    },
  });
  await using proxy = new NetworkPath(portOf(await server.listen()));
  const client = connect(await proxy.listen(), { environment: {}, keepaliveIntervalMs: 0, keepaliveTimeoutMs: 100 });
  await client.config({ case: undefined });
  proxy.goDead();
  await client.config({ case: undefined });
  assert.equal(calls, 2);
  assert.equal(proxy.connections, 2);
  await client.close();
});

test("a process that forgets to close its client ends", async () => {
  await using server = new FakeServer();
  const remote = await server.listen();
  const module = new URL("../../../src/spark-connect/wire/connect.ts", import.meta.url);
  const script = `import { connect } from "${module}"; await connect("${remote}").config({ case: undefined });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
});
