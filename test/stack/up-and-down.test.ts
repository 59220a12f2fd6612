import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Connection, createConnection } from "mysql2/promise";
import { test } from "vitest";
import { SparkSession } from "../../src/spark-connect/index.ts";
import { freePort } from "../../tools/stack/ports.ts";
import { accepts } from "../../tools/stack/readiness.ts";
import type { StackEnvironment } from "../../tools/stack/stack-environment.ts";
import { temporaryStack } from "./temporary-stack.ts";

test("up starts the three servers on the ports given, a second up says so, down leaves no process", async () => {
  await using stack = temporaryStack();
  const ports = { spark: await freePort(), s3: await freePort(), mysql: await freePort() };
  const given = {
    STACK_SPARK_PORT: String(ports.spark),
    STACK_S3_PORT: String(ports.s3),
    STACK_MYSQL_PORT: String(ports.mysql),
    STACK_SPARK_MEMORY: "1g",
  };

  const up = await stack.command("up", given);
  assert.equal(up.code, 0, up.stderr);
  assert.match(up.stdout, /^The stack is up\.$/m);
  assert.match(
    up.stdout,
    new RegExp(`^ {2}spark +sc://127\\.0\\.0\\.1:${ports.spark} +pid \\d+, log .*spark\\.log$`, "m"),
  );
  assert.match(up.stdout, /^ {2}source .*env$/m);

  const env = sourced(stack.folder.envFile);
  assert.deepEqual(Object.keys(env), [
    "SPARK_REMOTE",
    "SPARK_CONNECT_AUTHENTICATE_TOKEN",
    "S3_BUCKET",
    "AWS_REGION",
    "AWS_ENDPOINT_URL_S3",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "MYSQL_HOST",
    "MYSQL_PORT",
    "MYSQL_DATABASE",
    "MYSQL_USER",
    "MYSQL_PASSWORD",
  ]);
  assert.equal(env["SPARK_REMOTE"], `sc://localhost:${ports.spark}`);
  assert.equal(env["AWS_ENDPOINT_URL_S3"], `http://127.0.0.1:${ports.s3}`);
  assert.equal(env["MYSQL_PORT"], String(ports.mysql));
  assert.equal(statSync(stack.folder.envFile).mode & 0o777, 0o600);
  await accepts(ports.spark);

  const commandLines = (await stack.processes()).join("\n");
  for (const secret of ["SPARK_CONNECT_AUTHENTICATE_TOKEN", "AWS_SECRET_ACCESS_KEY", "MYSQL_PASSWORD"]) {
    assert.equal(commandLines.includes(env[secret] ?? ""), false, `a command line shows ${secret}`);
    assert.equal(up.stdout.includes(env[secret] ?? ""), false, `up prints ${secret}`);
  }
  await onlyWithToken(env);

  const status = await stack.command("status");
  assert.equal(status.code, 0);
  assert.match(status.stdout, /is up, started \d{4}-\d\d-\d\dT.*Z \(0 min ago\)\.$/m);

  const again = await stack.command("up", given);
  assert.equal(again.code, 0);
  assert.match(again.stdout, /^The stack is up already, since /);

  const down = await stack.command("down");
  assert.equal(down.code, 0, down.stderr);
  assert.match(down.stdout, /^The stack is stopped\. Its data stays in /);
  assert.deepEqual(await stack.processes(), []);
  assert.equal(existsSync(stack.folder.envFile), false);
  assert.equal(existsSync(stack.folder.run), false);
  assert.equal((await stack.command("status")).code, 1);
  assert.match((await stack.command("down")).stdout, /^No stack was running\./);
});

test("bucket, database and user are there; what they hold outlives a restart, unless it is wiped", async () => {
  await using stack = temporaryStack();
  const withoutSpark = { STACK_SERVICES: "s3,mysql" };
  const up = await stack.command("up", withoutSpark);
  assert.equal(up.code, 0, up.stderr);
  const first = sourced(stack.folder.envFile);
  await withClients(first, async (s3, mysql) => {
    await s3.send(new PutObjectCommand({ Bucket: first["S3_BUCKET"], Key: "raw/sales/a.csv", Body: "kept" }));
    await mysql.query("CREATE TABLE kept (amount DECIMAL(20,2)) AS SELECT 1.50 AS amount");
    await mysql.query("CREATE DATABASE test_of_the_stack");
    await mysql.query("DROP DATABASE test_of_the_stack");
    await assert.rejects(mysql.query("CREATE DATABASE other"), /Access denied/);
    const [settings] = await mysql.query(
      "SELECT @@sql_mode LIKE '%STRICT_TRANS_TABLES%' AS strict, @@time_zone AS zone, @@tmpdir AS temporary",
    );
    const temporary = join(stack.folder.run, "mysql", "temporary");
    assert.deepEqual(settings, [{ strict: 1, zone: "+00:00", temporary }]);
  });
  const down = await stack.command("down");
  assert.equal(down.code, 0, down.stderr);

  const again = await stack.command("up", withoutSpark);
  assert.equal(again.code, 0, again.stderr);
  const second = sourced(stack.folder.envFile);
  assert.notEqual(second["MYSQL_PASSWORD"], first["MYSQL_PASSWORD"]);
  await withClients(second, async (s3, mysql) => {
    const object = await s3.send(new GetObjectCommand({ Bucket: second["S3_BUCKET"], Key: "raw/sales/a.csv" }));
    assert.equal(await object.Body?.transformToString(), "kept");
    assert.deepEqual((await mysql.query("SELECT amount FROM kept"))[0], [{ amount: "1.50" }]);
  });

  const wiped = await stack.command("down", {}, "--wipe");
  assert.match(wiped.stdout, /^The stack is stopped\. Its data and logs are deleted\./);
  assert.equal(existsSync(stack.folder.data), false);
  assert.equal(existsSync(stack.folder.logs), false);
});

test("stacks in different folders run side by side", async () => {
  await using one = temporaryStack();
  await using other = temporaryStack();
  const s3Only = { STACK_SERVICES: "s3" };
  const started = await Promise.all([one.command("up", s3Only), other.command("up", s3Only)]);
  assert.deepEqual(
    started.map(({ code }) => code),
    [0, 0],
    started.map(({ stderr }) => stderr).join("\n"),
  );
  assert.equal((await one.command("down")).code, 0);
  const env = sourced(other.folder.envFile);
  const { Buckets } = await s3Client(env).send(new ListBucketsCommand({}));
  assert.deepEqual(
    Buckets?.map(({ Name }) => Name),
    [env["S3_BUCKET"]],
  );
});

async function onlyWithToken(env: StackEnvironment): Promise<void> {
  const { SPARK_REMOTE: remote = "", ...token } = env;
  await using session = SparkSession.connect(remote, { environment: token });
  assert.equal(await session.range(0, 3).count(), 3);
  for (const other of ["", "/;token=another"]) {
    await using refused = SparkSession.connect(`${remote}${other}`, { environment: {} });
    await assert.rejects(refused.range(0, 3).count(), { code: "UNAUTHENTICATED" }, other);
  }
}

/** What a shell has after `source <file>`. */
function sourced(file: string): StackEnvironment {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^export (\w+)=([\w:/.-]+)$/.exec(line) ?? assert.fail(`not an export: ${line}`);
      return [name, value];
    }),
  );
}

async function withClients(
  env: StackEnvironment,
  work: (s3: S3Client, mysql: Connection) => Promise<void>,
): Promise<void> {
  const s3 = s3Client(env);
  const mysql = await createConnection({
    host: env["MYSQL_HOST"] ?? "",
    port: Number(env["MYSQL_PORT"]),
    user: env["MYSQL_USER"] ?? "",
    password: env["MYSQL_PASSWORD"] ?? "",
    database: env["MYSQL_DATABASE"] ?? "",
  });
  try {
    await work(s3, mysql);
  } finally {
    await mysql.end();
    s3.destroy();
  }
}

function s3Client(env: StackEnvironment): S3Client {
  return new S3Client({
    region: env["AWS_REGION"] ?? "",
    endpoint: env["AWS_ENDPOINT_URL_S3"] ?? "",
    forcePathStyle: true,
    credentials: { accessKeyId: env["AWS_ACCESS_KEY_ID"] ?? "", secretAccessKey: env["AWS_SECRET_ACCESS_KEY"] ?? "" },
  });
}
