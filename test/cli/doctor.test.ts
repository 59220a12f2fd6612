import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import type { CheckResult } from "../../src/doctor/check.ts";
import { examine } from "../../src/doctor/examine.ts";
import { jdbcOptions } from "../../src/pipeline/transform/jdbc.ts";
import { runCli } from "../support/run-cli.ts";
import { until } from "../support/until.ts";
import { openWorld, type World } from "../support/world.ts";

const ALL_CHECKS = [
  "config",
  ...[
    "connection",
    "load tables",
    "version",
    "tables",
    "session",
    "transactions",
    "row locks",
    "session locks",
    "durability",
    "clock",
  ].map((name) => `mysql ${name}`),
  ...["bucket", "put", "get", "copy", "delete", "multipart uploads"].map((name) => `s3 ${name}`),
  ...["get", "copy", "delete", "put"].map((name) => `s3 ${name} if-match`),
  ...["put", "copy"].map((name) => `s3 ${name} if-none-match`),
  "s3 clock",
  "bucket and ledger",
  "marts",
  ...["connection", "bucket", "jdbc", "clock"].map((name) => `spark ${name}`),
  "mysql clean-up",
  "s3 clean-up",
];

/** Depends on the server that the tests are given: theirs does not wait for its disk, and is warned of. */
const DURABILITY = "mysql durability";

test("doctor finds every dependency in order, and leaves nothing behind", async () => {
  await using world = await openWorld();
  const { code, stdout, stderr } = await runCli(["doctor", "--json"], world.env);
  assert.equal(code, 0, stderr);
  const report = JSON.parse(stdout);
  const found = (name: string): CheckResult => report.checks.find((check: CheckResult) => check.name === name);
  assert.deepEqual(
    report.checks,
    ALL_CHECKS.map((name) => ({
      name,
      status: name === DURABILITY ? found(name).status : "ok",
      detail: found(name)?.detail,
      permanent: false,
    })),
  );
  assert.equal(report.status, found(DURABILITY).status);
  await assertNothingLeft(world);
});

test("doctor says in one line each what is bad and what to do, and goes on", async () => {
  await using world = await openWorld({ migrated: false });
  const { code, stdout } = await runCli(["doctor"], { ...world.env, SPARK_REMOTE: "sc://127.0.0.1:1" });
  assert.equal(code, 2);
  const lines = stdout.trimEnd().split("\n");
  const bad = lines
    .filter((line) => !line.startsWith("ok ") && !line.includes(DURABILITY))
    .map((line) => line.split(/ {2,}/));
  assert.deepEqual(
    bad.map(([status, name]) => [status, name]),
    [
      ["failed", "mysql tables"],
      ["failed", "spark connection"],
      ["skipped", "spark"],
    ],
  );
  assert.match(bad[0]?.[2] ?? "", /^missing_table: .* Run `sales-pipeline init`\.$/);
  assert.match(bad[1]?.[2] ?? "", /127\.0\.0\.1:1.* Check that it runs/);
  await assertNothingLeft(world);
});

test("a dependency out of reach exits 1: a retry may help", async () => {
  await using world = await openWorld();
  const { code, stdout } = await runCli(["doctor"], {
    ...world.env,
    MYSQL_HOST: "127.0.0.1",
    MYSQL_PORT: "1",
    SPARK_REMOTE: "sc://127.0.0.1:1",
  });
  assert.equal(code, 1, stdout);
  assert.match(stdout, /^failed {3}mysql connection .*MYSQL_HOST and MYSQL_PORT\.$/m);
  assert.match(stdout, /^ok {7}s3 delete if-match +honoured$/m);
});

test("wrong settings are a failed check and exit 2", async () => {
  const { code, stdout } = await runCli(["doctor", "--json"], { S3_BUCKET: "lake", MYSQL_DATABASE: "sales" });
  assert.equal(code, 2);
  assert.deepEqual(JSON.parse(stdout).checks, [
    {
      name: "config",
      status: "failed",
      detail: "No mysql.user. Set MYSQL_USER, or mysql.user in the configuration file.",
      permanent: true,
    },
  ]);
});

test("a missing bucket is named, and what needs it is skipped", async () => {
  await using world = await openWorld();
  const { code, stdout } = await runCli(["doctor"], { ...world.env, S3_BUCKET: "no-such-bucket-here" });
  assert.equal(code, 2);
  assert.match(stdout, /^failed {3}s3 bucket .*Create the bucket no-such-bucket-here/m);
  assert.match(stdout, /^skipped {2}spark bucket /m);
});

test("doctor tells a missing JDBC driver from an address that Spark does not reach, and from another database", async () => {
  await using world = await openWorld();
  const jdbc = await jdbcOptions(world.settings);
  const diagnosis = async (changed: Partial<typeof jdbc>) => {
    const signal = new AbortController().signal;
    const checks = await examine(salesJob, world.settings, {
      signal,
      now: Date.now,
      jdbc: async () => ({ ...jdbc, ...changed }),
    });
    assert.deepEqual(
      checks.filter(({ name, status }) => status !== "ok" && name !== DURABILITY).map(({ name }) => name),
      ["spark jdbc"],
    );
    return checks.find(({ name }) => name === "spark jdbc")?.detail ?? "";
  };
  assert.match(
    await diagnosis({ driver: "com.example.Missing" }),
    /^\[ClassNotFoundException\] com\.example\.Missing\. .*put mysql-connector-j on the class path/,
  );
  assert.match(
    await diagnosis({ url: "jdbc:mysql://127.0.0.1:1/sales?connectTimeout=1000" }),
    /Connection refused\. .*do not reach MySQL\. .* set SPARK_JDBC_URL\./,
  );
  assert.match(
    await diagnosis({ url: jdbc.url.replace(world.settings.mysql.database, "sales") }),
    /doesn't exist\. .* SPARK_JDBC_URL must lead to the same server and database/,
  );
  assert.match(
    await diagnosis({ url: jdbc.url.replace(world.settings.mysql.database, "no_such_database") }),
    /to database 'no_such_database'\. SPARK_JDBC_URL must lead to the same server and database/,
  );
  assert.match(await diagnosis({ password: "wrong" }), /MySQL lets the driver in, but not Spark/);
});

test("with staging: local doctor has Spark read the temporary folder", async () => {
  await using world = await openWorld();
  const settings = { ...world.settings, run: { ...world.settings.run, staging: "local" as const } };
  const checks = await examine(salesJob, settings, { signal: new AbortController().signal, now: Date.now });
  assert.deepEqual(
    checks.filter(({ name }) => name === "spark temporary folder"),
    [{ name: "spark temporary folder", status: "ok", detail: `Spark reads ${tmpdir()}`, permanent: false }],
  );
});

test("doctor removes what it wrote when it is stopped half-way", async () => {
  await using world = await openWorld();
  const child = spawn(process.execPath, ["src/cli/main.ts", "doctor"], {
    env: { PATH: process.env["PATH"], ...world.env },
  });
  await until("doctor has made its load tables", async () => (await world.rows("SHOW TABLES LIKE 'load%'")).length > 0);
  child.kill("SIGTERM");
  const [code] = await once(child, "close");
  assert.equal(code, 143);
  await assertNothingLeft(world);
});

async function assertNothingLeft(world: World): Promise<void> {
  assert.deepEqual(await world.keys(), []);
  assert.deepEqual(await world.rows("SHOW TABLES LIKE 'load%'"), []);
}
