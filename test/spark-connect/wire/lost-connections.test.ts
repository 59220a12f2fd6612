import assert from "node:assert/strict";
import { test } from "vitest";
import { connect } from "../../../src/spark-connect/wire/connect.ts";
import { runProcess } from "../../support/child-process.ts";
import { batch, complete, FakeServer, sends, sendsThenWaits } from "./fake-server.ts";
import { sqlPlan } from "./live.ts";
import { NetworkPath, portOf } from "./network-path.ts";

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
  const { code, stderr } = await runProcess(process.execPath, ["--input-type=module", "-e", script]);
  assert.equal(code, 0, stderr);
});
