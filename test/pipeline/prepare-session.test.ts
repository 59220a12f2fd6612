import assert from "node:assert/strict";
import { Code, ConnectError } from "@connectrpc/connect";
import { describe, onTestFinished, test } from "vitest";
import type { Settings } from "../../src/config/index.ts";
import { Retries } from "../../src/observability/index.ts";
import { openSpark, rejoinSpark } from "../../src/pipeline/spark/open-spark.ts";
import { prepareSession } from "../../src/pipeline/spark/prepare-session.ts";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import type { SparkSession } from "../../src/spark-connect/index.ts";
import { isSpark40 } from "../spark-connect/live-session.ts";
import { FakeServer } from "../spark-connect/wire/fake-server.ts";
import { recordingLog } from "../support/recording-log.ts";
import { sparkRemote } from "../support/server-environment.ts";
import { loadSettings } from "../support/settings.ts";

describe("the session of a run", () => {
  test("has the loader of classes that other runs' sessions have, so that Spark compiles nothing twice", async (context) => {
    const [one, other] = [await prepared(sparkRemote()), await prepared(sparkRemote())];
    context.skip(await isSpark40(one), "Spark 4.0 cannot clone a session");
    assert.equal(await classLoader(one), await classLoader(other));
    await using unprepared = openSpark(settingsFor(sparkRemote()));
    assert.notEqual(await classLoader(unprepared), await classLoader(one));
  });

  test("has all settings that results depend on", async () => {
    const spark = await prepared(sparkRemote());
    const given = Object.entries(SESSION_SETTINGS);
    const names = given.map(([name]) => name);
    const values = await Promise.all(names.map((name) => spark.conf.get(name)));
    assert.deepEqual(
      names.map((name, index) => [name, values[index]]),
      given,
    );
  });

  test("has them on a server that cannot clone, too", async () => {
    const set: string[] = [];
    await using server = new FakeServer([], {
      cloneSession: () => {
        throw new ConnectError("Method not found", Code.Unimplemented);
      },
      config: ({ sessionId, operation }) => {
        if (operation?.opType.case === "set") set.push(`${sessionId} ${operation.opType.value.pairs.length}`);
        return { sessionId, serverSideSessionId: "first process" };
      },
    });
    const spark = await prepared(await server.listen());
    assert.equal(set.at(-1), `${spark.sessionId} ${Object.keys(SESSION_SETTINGS).length}`);
    assert.deepEqual(server.controls, ["release session"]);
  });

  test("is ended on the server by a run that stops before it has asked for anything", async () => {
    const spark = await prepared(sparkRemote());
    await spark.close();
    await using again = rejoinSpark(settingsFor(sparkRemote()), spark.sessionId);
    await assert.rejects(again.version(), { code: "SESSION_CHANGED" });
  });

  test("can be prepared once more", async () => {
    const spark = await prepared(sparkRemote());
    await spark.range(1).createOrReplaceTempView("mine");
    await prepareSession(contextOf(spark, sparkRemote()));
    assert.equal(await spark.table("mine").count(), 1);
  });
});

/** As Spark's code generator asks for it, in a task. */
async function classLoader(spark: SparkSession): Promise<unknown> {
  const [row] = await spark
    .range(0, 1, 1, 1)
    .selectExpr("reflect('org.apache.spark.util.Utils', 'getContextOrSparkClassLoader') AS loader")
    .collect();
  return row?.["loader"];
}

function settingsFor(remote: string): Settings {
  return loadSettings({
    env: { ...process.env, SPARK_REMOTE: remote, S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" },
  });
}

function contextOf(spark: SparkSession, remote: string): Parameters<typeof prepareSession>[0] {
  const { log } = recordingLog();
  const signal = new AbortController().signal;
  return { settings: settingsFor(remote), retries: new Retries(log), signal, spark, log };
}

async function prepared(remote: string): Promise<SparkSession> {
  const spark = openSpark(settingsFor(remote));
  onTestFinished(() => spark.close());
  await prepareSession(contextOf(spark, remote));
  return spark;
}
