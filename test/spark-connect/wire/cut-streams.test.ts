import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type Clock, systemClock } from "../../../src/spark-connect/wire/clock.ts";
import { connect } from "../../../src/spark-connect/wire/connect.ts";
import { ConnectionError } from "../../../src/spark-connect/wire/errors.ts";
import type { SparkConnectClient } from "../../../src/spark-connect/wire/spark-connect-client.ts";
import { OwnSpark } from "../../support/own-spark.ts";
import { collect, sqlPlan } from "./live.ts";
import { NetworkPath } from "./network-path.ts";

/** Every stream ends after a second or one response, whichever comes first: each response needs a reattach. */
const CUTTING = {
  "spark.connect.execute.reattachable.senderMaxStreamDuration": "1s",
  "spark.connect.execute.reattachable.senderMaxStreamSize": "123",
};

/** Some seconds without rows. */
const longQuery = (rows: number) =>
  sqlPlan(`SELECT count(*) FROM range(0, ${rows}, 1, 4) WHERE length(repeat(cast(id AS STRING), 400000)) > 0`);
const long = longQuery(800);
const endless = sqlPlan("SELECT sum(id % 7) FROM range(20000000000)");
const manyBatches = sqlPlan("SELECT id, repeat(cast(id % 10 AS STRING), 100) AS s FROM range(0, 200000, 1, 16)");

/** Its time is what the client has waited by its own decision: how fast machine and server are does not show in it. */
class SleptClock implements Clock {
  readonly random = systemClock.random;
  #slept = 0;

  now(): number {
    return this.#slept;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    // At once: what has begun before an event does not count as after it.
    this.#slept += milliseconds;
    await systemClock.sleep(milliseconds, signal);
  }
}

function assertWhole(rows: readonly (readonly unknown[])[]): void {
  assert.equal(rows.length, 200_000);
  const wrong = rows.findIndex(([id, text], row) => id !== BigInt(row) || text !== String(row % 10).repeat(100));
  assert.equal(wrong, -1);
}

/** Runs the endless query, and the work once its tasks run. Returns how the query failed. */
async function failureOf(client: SparkConnectClient, onceRunning: () => Promise<unknown>): Promise<unknown> {
  let begun: Promise<unknown> | undefined;
  try {
    for await (const { responseType } of client.execute(endless)) {
      if (responseType.case === "executionProgress" && responseType.value.numInflightTasks > 0n) {
        begun ??= onceRunning();
      }
    }
  } catch (error) {
    await begun;
    return error;
  }
  assert.fail("the query ended");
}

describe("a Spark server that cuts its streams", () => {
  let spark: OwnSpark;
  beforeAll(async () => {
    spark = await OwnSpark.start(CUTTING);
  });
  afterAll(async () => await spark[Symbol.asyncDispose]());

  test("is set to do so", async () => {
    const client = connect(spark.remote, { environment: {} });
    for (const [name, value] of Object.entries(CUTTING)) {
      assert.deepEqual((await collect(client, sqlPlan(`SET ${name}`))).rows, [[name, value]]);
    }
    await client.close();
  });

  test("gives the result of a long query", async () => {
    const client = connect(spark.remote, { environment: {} });
    // As many rows as this machine needs for a query that outlasts a stream.
    for (let rows = 800, lastedMs = 0; lastedMs < 1500; rows *= 2) {
      const start = performance.now();
      assert.deepEqual((await collect(client, longQuery(rows))).rows, [[BigInt(rows)]]);
      lastedMs = performance.now() - start;
    }
    await client.close();
  });

  test("gives a large result whole and in order", async () => {
    const client = connect(spark.remote, { environment: {} });
    assertWhole((await collect(client, manyBatches)).rows);
    await client.close();
  });

  test("gives it also over a slow network that breaks again and again", async () => {
    await using path = new NetworkPath(spark.port, { delayMs: 5 });
    const client = connect(spark.through(await path.listen()), { environment: {} });
    let responses = 0;
    const { rows } = await collect(client, manyBatches, {}, () => {
      responses += 1;
      if (responses % 5 === 0) path.cut();
    });
    assertWhole(rows);
    assert.ok(path.connections > 3, `${path.connections} connections`);
    await client.close();
  });

  test("is waited for while it stands still, and reattached to", async () => {
    let waits = 0;
    const clock = {
      ...systemClock,
      sleep: (milliseconds: number, signal?: AbortSignal) => {
        waits += 1;
        if (waits === 3) spark.thaw();
        return systemClock.sleep(milliseconds, signal);
      },
    };
    const impatient = { keepaliveIntervalMs: 300, keepaliveTimeoutMs: 300, connectTimeoutMs: 300 };
    const client = connect(spark.remote, { environment: {}, clock, ...impatient });
    let isFrozen = false;
    const { rows } = await collect(client, long, {}, (response) => {
      if (response.responseType.case !== "executionProgress" || isFrozen) return;
      isFrozen = true;
      spark.freeze();
    });
    assert.deepEqual(rows, [[800n]]);
    assert.ok(waits >= 3, `${waits} waits`);
    await client.close();
  });

  test("is a clear error at once, when it was replaced in the middle of a query", async () => {
    const clock = new SleptClock();
    const client = connect(spark.remote, { environment: {}, clock });
    let restartedAt = Number.POSITIVE_INFINITY;
    const error = await failureOf(client, async () => {
      await spark.kill();
      await spark.restart();
      restartedAt = clock.now();
    });
    assert.ok(error instanceof ConnectionError);
    assert.equal(error.code, "SESSION_CHANGED");
    assert.match(error.message, /has restarted or dropped session/);
    assert.ok(clock.now() - restartedAt < 5000);
    await client.close();
  });

  test("is a clear error within the time to reconnect, when it died in the middle of a query", async () => {
    const clock = new SleptClock();
    const client = connect(spark.remote, { environment: {}, reconnectWithinMs: 2000, clock });
    let killedAt = Number.POSITIVE_INFINITY;
    const error = await failureOf(client, async () => {
      await spark.kill();
      killedAt = clock.now();
    });
    const waited = clock.now() - killedAt;
    assert.ok(error instanceof ConnectionError);
    assert.equal(error.code, "CONNECTION_FAILED");
    assert.match(error.message, /was lost, and could not be reached again within 2 s: connect ECONNREFUSED/);
    assert.ok(waited >= 1500 && waited < 8000, `${waited} ms`);
    await client.close();
    assert.ok(clock.now() - killedAt < 12_000);
  });
});
