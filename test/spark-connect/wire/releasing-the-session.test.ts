import assert from "node:assert/strict";
import { Code, ConnectError } from "@connectrpc/connect";
import { test } from "vitest";
import { SparkSession } from "../../../src/spark-connect/index.ts";
import { FakeServer } from "./fake-server.ts";

const JOINED = "session_id=11111111-2222-4333-8444-555555555555";

test("closing releases a session that was joined, also if no call was made", async () => {
  await using server = new FakeServer();
  const spark = SparkSession.connect(`${await server.listen()}/;${JOINED}`);
  await spark.close();
  assert.deepEqual(server.controls, ["release session"]);
});

test("a session of one's own that made no call has nothing to release", async () => {
  await using server = new FakeServer();
  await SparkSession.connect(await server.listen()).close();
  assert.deepEqual(server.controls, []);
});

test("a session whose calls all failed is released: the server may have begun it", async () => {
  const config = () => {
    throw new ConnectError("not today", Code.PermissionDenied);
  };
  await using server = new FakeServer([], { config });
  const spark = SparkSession.connect(await server.listen());
  await assert.rejects(spark.conf.get("a"), /not today/);
  await spark.close();
  assert.deepEqual(server.controls, ["release session"]);
});

test("with releaseSession false the session goes on", async () => {
  await using server = new FakeServer();
  const spark = SparkSession.connect(`${await server.listen()}/;${JOINED}`, { releaseSession: false });
  await spark.conf.getAll();
  await spark.close();
  assert.deepEqual(server.controls, []);
});
