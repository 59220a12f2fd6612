import assert from "node:assert/strict";
import { Code, ConnectError } from "@connectrpc/connect";
import { test } from "vitest";
import { NotConnected } from "../../../src/spark-connect/wire/http2-connection.ts";
import { DEFAULT_RETRY_POLICY } from "../../../src/spark-connect/wire/retry-policy.ts";
import { Retrying } from "../../../src/spark-connect/wire/retrying.ts";
import { FakeClock } from "./fake-clock.ts";

const refused = new ConnectError("refused", Code.Unavailable, undefined, undefined, new NotConnected("refused"));
const reset = new ConnectError("reset", Code.Aborted);

function retryingAt(clock: FakeClock): Retrying {
  const settings = { policy: DEFAULT_RETRY_POLICY, reachWithinMs: 15_000, reconnectWithinMs: 30_000 };
  return new Retrying({ ...settings, clock, authority: "spark:15002", isReached: () => true });
}

/** Fails with the error until it is given up; the milliseconds that it took. */
async function patience(clock: FakeClock, retrying: Retrying, error: ConnectError): Promise<number> {
  const start = clock.now();
  await assert.rejects(
    async () => {
      for (;;) await retrying.waitAfter(error);
    },
    { code: "CONNECTION_FAILED" },
  );
  return clock.now() - start;
}

test("a connection that breaks as soon as it is made is an outage, too", async () => {
  const clock = new FakeClock();
  assert.equal(await patience(clock, retryingAt(clock), reset), 30_000);
});

test("an attempt that lived for a while ends the outage before it", async () => {
  const clock = new FakeClock();
  const retrying = retryingAt(clock);
  await retrying.waitAfter(refused);
  await clock.sleep(20_000);
  await retrying.waitAfter(reset);
  assert.equal(await patience(clock, retrying, refused), 30_000 - 200);
});

test("an attempt to connect that takes long belongs to the outage", async () => {
  const clock = new FakeClock();
  const retrying = retryingAt(clock);
  await retrying.waitAfter(refused);
  await clock.sleep(20_000);
  assert.equal(await patience(clock, retrying, refused), 30_000 - 50 - 20_000);
});
