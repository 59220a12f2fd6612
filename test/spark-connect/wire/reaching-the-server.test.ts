import assert from "node:assert/strict";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { Code, ConnectError } from "@connectrpc/connect";
import { test } from "vitest";
import type { CallRetry } from "../../../src/spark-connect/wire/call-retry.ts";
import type { ClientOptions } from "../../../src/spark-connect/wire/client-options.ts";
import { connect } from "../../../src/spark-connect/wire/connect.ts";
import { ConnectionError, type ConnectionErrorCode } from "../../../src/spark-connect/wire/connection-error.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeServer } from "./fake-server.ts";
import { withClient } from "./live.ts";

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Asks for a setting, and returns why that failed. */
async function failure(remote: string, options: ClientOptions = {}): Promise<ConnectionError> {
  const client = connect(remote, { clock: new FakeClock(), environment: {}, ...options });
  try {
    await client.config({ case: undefined });
  } catch (error) {
    assert.ok(error instanceof ConnectionError, String(error));
    return error;
  } finally {
    await client.close();
  }
  assert.fail("the call succeeded");
}

test("a server that nobody runs is named after 15 seconds", async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const clock = new FakeClock();
  const error = await failure(`sc://127.0.0.1:${port}`, { clock });
  assert.equal(
    error.message,
    `[CONNECTION_FAILED] No Spark Connect server answers at 127.0.0.1:${port}, tried for 15 s: ` +
      `connect ECONNREFUSED 127.0.0.1:${port}. Check that it runs, and the host and port of the connection string.`,
  );
  assert.equal(clock.now(), 15_000);
});

test("the time to reach a server is an option", async () => {
  const clock = new FakeClock();
  const retries: CallRetry[] = [];
  await failure("sc://127.0.0.1:1", { clock, reachWithinMs: 300, onRetry: (retry) => retries.push(retry) });
  assert.deepEqual(clock.sleeps, [50, 200, 50]);
  // Each is told of before its wait.
  const [first] = retries;
  assert.deepEqual(
    retries.map(({ attempt, delayMs }) => [attempt, delayMs]),
    [
      [1, 50],
      [2, 200],
      [3, 50],
    ],
  );
  assert.equal(first?.code, "Unavailable");
  assert.match(first.message, /ECONNREFUSED/);
});

test("a server that starts meanwhile is reached", async () => {
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  await using server = new FakeServer();
  const clock = new FakeClock();
  const slow = {
    now: () => clock.now(),
    random: () => clock.random(),
    sleep: async (milliseconds: number) => {
      if (clock.sleeps.length === 1) {
        await server.listen(port);
      }
      await clock.sleep(milliseconds);
    },
  };
  const client = connect(`sc://127.0.0.1:${port}`, { clock: slow, environment: {} });
  assert.deepEqual(await client.config({ case: undefined }), []);
  await client.close();
  assert.deepEqual(clock.sleeps, [50, 200]);
});

test("an unknown host is named", async () => {
  const error = await failure("sc://no-such-host.invalid", { reachWithinMs: 10 });
  assert.equal(error.code, "CONNECTION_FAILED");
  assert.match(error.message, /answers at no-such-host\.invalid:15002, .*getaddrinfo/);
});

test("a server of another kind is an error soon", async () => {
  const web = createHttpServer((_, response) => response.end("hello"));
  const port = await listen(web);
  const error = await failure(`sc://127.0.0.1:${port}`);
  assert.equal(error.code, "CONNECTION_FAILED");
  web.closeAllConnections();
  web.close();
});

test("a server that does not answer is an error at the deadline", async () => {
  const silent = createServer((socket) => socket.on("error", () => {}));
  const port = await listen(silent);
  const error = await failure(`sc://127.0.0.1:${port}`, { deadlines: { configMs: 100 } });
  assert.equal(error.code, "DEADLINE_EXCEEDED");
  assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port} did not answer in time`));
  silent.close();
});

test("a server that accepts connections and says nothing is not waited for", async () => {
  const silent = createServer((socket) => socket.on("error", () => {}));
  const port = await listen(silent);
  const error = await failure(`sc://127.0.0.1:${port}`, { connectTimeoutMs: 50, reachWithinMs: 100 });
  assert.equal(error.code, "CONNECTION_FAILED");
  assert.match(error.message, /no answer within 0\.05 s/);
  silent.close();
});

test("TLS to a server without TLS is an error that says so", async () => {
  await using server = new FakeServer();
  const error = await failure(`${await server.listen()}/;use_ssl=true`);
  assert.equal(error.code, "TLS_FAILED");
  assert.match(error.message, /Check that the server speaks TLS on this port/);
});

const refusals: readonly [Code, ConnectionErrorCode, RegExp][] = [
  [Code.Unauthenticated, "UNAUTHENTICATED", /did not accept the token: no\. Check ;token=… in the connection string/],
  [Code.PermissionDenied, "PERMISSION_DENIED", /refused the call: no\. Ask its operator/],
  [Code.ResourceExhausted, "MESSAGE_TOO_LARGE", /Raise the option maxMessageBytes/],
  [Code.Unimplemented, "PROTOCOL_ERROR", /Check that it is a Spark Connect server/],
];

for (const [status, code, message] of refusals) {
  test(`the status ${Code[status]} is the error ${code}, without the token`, async () => {
    await using server = new FakeServer([], {
      config: () => {
        throw new ConnectError("no", status);
      },
    });
    const error = await failure(`${await server.listen()}/;token=SECRET`);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.doesNotMatch(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error.stack), /SECRET/);
  });
}

test("the token and the headers go with every call", async () => {
  const seen: (string | null)[] = [];
  await using server = new FakeServer([], {
    config: ({ sessionId }, { requestHeader }) => {
      seen.push(requestHeader.get("authorization"), requestHeader.get("x-cluster"));
      return { sessionId };
    },
  });
  const client = connect(`${await server.listen()}/;token=t%3D1;x-cluster=blue`, { environment: {} });
  await client.config({ case: undefined });
  await client.close();
  assert.deepEqual(seen, ["Bearer t=1", "blue"]);
});

test("the server sees the session id that it gave, and a change of it is an error", async () => {
  const observed: (string | undefined)[] = [];
  const server: FakeServer = new FakeServer([], {
    config: ({ sessionId, clientObservedServerSideSessionId }) => {
      observed.push(clientObservedServerSideSessionId);
      return { sessionId, serverSideSessionId: server.serverSideSessionId };
    },
  });
  await using _ = server;
  const client = connect(await server.listen(), { environment: {} });
  await client.config({ case: undefined });
  await client.config({ case: undefined });
  server.serverSideSessionId = "second process";
  await assert.rejects(client.config({ case: undefined }), { name: "ConnectionError", code: "SESSION_CHANGED" });
  assert.deepEqual(observed, [undefined, "first process", "first process"]);
  await client.close();
});

test("a closed client refuses calls, and closing again changes nothing", async () => {
  await using server = new FakeServer();
  const client = connect(await server.listen(), { environment: {} });
  await client.config({ case: undefined });
  await Promise.all([client.close(), client.close()]);
  assert.deepEqual(server.controls, ["release session"]);
  await assert.rejects(client.config({ case: undefined }), { code: "CLIENT_CLOSED" });
});

test("a client that sent nothing closes without a call", async () => {
  await using server = new FakeServer();
  await connect(await server.listen(), { environment: {} }).close();
  assert.deepEqual(server.controls, []);
});

test("a session on a Spark server keeps its settings", () =>
  withClient(async (client) => {
    const version = await client.analyze({
      case: "sparkVersion",
      value: { $typeName: "spark.connect.AnalyzePlanRequest.SparkVersion" },
    });
    assert.match(version.case === "sparkVersion" ? version.value.version : "", /^4\./);
  }));
