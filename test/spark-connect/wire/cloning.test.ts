import assert from "node:assert/strict";
import { Code, ConnectError } from "@connectrpc/connect";
import { test } from "vitest";
import { ConnectionError, SparkSession } from "../../../src/spark-connect/index.ts";
import { FakeServer } from "./fake-server.ts";

const NEW = "11111111-2222-4333-8444-555555555555";

test("a clone speaks under its own id, and is released apart from the session that it was made of", async () => {
  const asked: string[] = [];
  await using server = new FakeServer([], {
    config: ({ sessionId }) => {
      asked.push(sessionId);
      return { sessionId, serverSideSessionId: "first process" };
    },
  });
  const original = SparkSession.connect(await server.listen());
  await original.conf.getAll();
  const clone = await original.cloneSession(NEW);
  await original.close();
  await clone.conf.getAll();
  await clone.close();
  assert.deepEqual(asked, [original.sessionId, NEW]);
  assert.deepEqual(server.controls, [`clone as ${NEW}`, "release session", "release session"]);
});

test("a clone whose server has restarted before its first call is not silently begun anew", async () => {
  await using server = new FakeServer();
  await using original = SparkSession.connect(await server.listen());
  await original.conf.getAll();
  const clone = await original.cloneSession();
  server.serverSideSessionId = "second process";
  await assert.rejects(clone.conf.getAll(), (error) => {
    assert.ok(error instanceof ConnectionError);
    assert.equal(error.code, "SESSION_CHANGED");
    return true;
  });
});

test("a server that cannot clone says so", async () => {
  const cloneSession = () => {
    throw new ConnectError("Method not found", Code.Unimplemented);
  };
  await using server = new FakeServer([], { cloneSession });
  await using original = SparkSession.connect(await server.listen());
  await assert.rejects(original.cloneSession(), (error) => {
    assert.ok(error instanceof ConnectionError);
    assert.deepEqual([error.code, error.grpcStatus, error.transient], ["PROTOCOL_ERROR", "UNIMPLEMENTED", false]);
    return true;
  });
});
