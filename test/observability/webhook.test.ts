import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { test } from "vitest";
import { postWebhook } from "../../src/observability/index.ts";
import { answering, openHttpReceiver, redirectingTo } from "../support/http-receiver.ts";

const SECRET = `whsec_${Buffer.from("a key of thirty-two bytes, at least").toString("base64")}`;
const { signal } = new AbortController();

const message = (body: string) => ({ id: "run-1", sentAt: Date.now(), body });

test("what is posted can be verified by others' implementation of Standard Webhooks, and a changed body cannot", async () => {
  await using receiver = await openHttpReceiver(answering(204));
  await postWebhook({ url: `${receiver.url}/hook`, secret: SECRET }, message('{"status":"Zürich"}'), signal);
  const [received] = receiver.received;
  assert.ok(received);
  assert.equal(received.method, "POST");
  assert.equal(received.path, "/hook");
  assert.equal(received.headers["content-type"], "application/json");
  const headers = Object.fromEntries(Object.entries(received.headers).map(([name, value]) => [name, String(value)]));
  const verifier = new Webhook(SECRET);
  assert.deepEqual(verifier.verify(received.body, headers), { status: "Zürich" });
  assert.throws(() => verifier.verify(received.body.replace("Z", "z"), headers));
});

test("without a key nothing is signed", async () => {
  await using receiver = await openHttpReceiver(answering(200));
  await postWebhook({ url: receiver.url, secret: "" }, message("{}"), signal);
  assert.equal(receiver.received[0]?.headers["webhook-signature"], undefined);
  assert.equal(receiver.received[0]?.headers["webhook-id"], "run-1");
});

test("what does not arrive is an error that names the host, and nothing of the secret address", async () => {
  await using receiver = await openHttpReceiver(answering(410));
  await using other = await openHttpReceiver(answering(200));
  await using redirecting = await openHttpReceiver(redirectingTo(other.url));
  const post = (url: string) => postWebhook({ url: `${url}/T0/token`, secret: "" }, message("{}"), signal);
  await assert.rejects(post(receiver.url), { message: `${new URL(receiver.url).host} answers 410` });
  await assert.rejects(post(redirecting.url), { message: `${new URL(redirecting.url).host} answers 307` });
  assert.deepEqual(other.received, []);
  await assert.rejects(post("http://127.0.0.1:1"), (error: Error) => {
    assert.match(error.message, /^127\.0\.0\.1:1 cannot be reached: /);
    assert.doesNotMatch(error.message, /token/);
    return true;
  });
});
