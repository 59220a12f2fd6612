import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { runCli } from "../support/run-cli.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-command-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const NEEDED = { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" };

test("config shows each setting with the place that it comes from", async () => {
  const file = await configFile("origins.json", { mysql: { host: "from-file", port: 3307 }, run: { maxFiles: 5 } });
  const { code, stdout, stderr } = await runCli(["--config", file, "config"], { ...NEEDED, MYSQL_HOST: "from-env" });
  assert.equal(code, 0, stderr);
  const { settings, ...rest } = JSON.parse(stdout);
  assert.deepEqual(rest, { file });
  assert.deepEqual(settings["mysql.host"], { value: "from-env", from: "environment", variable: "MYSQL_HOST" });
  assert.deepEqual(settings["mysql.port"], { value: 3307, from: "file", variable: "MYSQL_PORT" });
  assert.deepEqual(settings["run.maxFiles"], { value: 5, from: "file" });
  assert.deepEqual(settings["run.maxAttempts"], { value: 3, from: "default" });
});

test("config hides secrets and shows what is harmless beside them", async () => {
  const { stdout } = await runCli(["config"], {
    ...NEEDED,
    SPARK_REMOTE: "sc://spark:443/;use_ssl=true;token=canary-1;x-api-key=canary-2;user_id=etl",
    MYSQL_PASSWORD: "canary-3",
    AWS_SECRET_ACCESS_KEY: "canary-4",
  });
  const { settings } = JSON.parse(stdout);
  assert.equal(
    settings["spark.remote"].value,
    "sc://spark:443/;use_ssl=true;token=[redacted];x-api-key=[redacted];user_id=etl",
  );
  assert.equal(settings["mysql.password"].value, "[redacted]");
  assert.doesNotMatch(stdout, /canary/);
});

test("config hides credentials in addresses that are refused, and says where they belong", async () => {
  const { code, stdout, stderr } = await runCli(["config"], {
    ...NEEDED,
    SPARK_JDBC_URL: "jdbc:mysql://etl:canary-1@mysql/sales",
    AWS_ENDPOINT_URL_S3: "http://key:canary-2@s3:9000",
    SPARK_REMOTE: "sc://etl:canary-3@spark/;use_ssl=true",
  });
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^sales-pipeline: spark\.jdbcUrl \(SPARK_JDBC_URL\) holds credentials\. .*MYSQL_PASSWORD, and .*jdbcTrustStore\.\n$/,
  );
  assert.doesNotMatch(stdout + stderr, /canary/);
});

test("config shows the other settings although one that is required is missing", async () => {
  const { code, stdout, stderr } = await runCli(["config"], { S3_BUCKET: "lake" });
  assert.equal(code, 2);
  assert.match(stderr, /^sales-pipeline: No mysql\.database\./);
  assert.deepEqual(JSON.parse(stdout).settings["s3.bucket"], {
    value: "lake",
    from: "environment",
    variable: "S3_BUCKET",
  });
});

test("a configuration file that is no JSON is not quoted", async () => {
  const file = join(folder, "broken.json");
  await writeFile(file, `{ "mysql": { "password": "canary" "user": "etl" } }`);
  const { code, stdout, stderr } = await runCli(["--config", file, "config"], { ...NEEDED, LOG_LEVEL: "trace" });
  assert.equal(code, 2);
  assert.match(stderr, /broken\.json is not JSON \(line 1 column 35\)\./);
  assert.doesNotMatch(stdout + stderr, /canary/);
});

async function configFile(name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(content));
  return file;
}

test("--set wins over environment and file, and every form of value can be given", async () => {
  const file = await configFile("set.json", { mysql: { database: "from-file" }, run: { maxFiles: 5 } });
  const { code, stdout, stderr } = await runCli(
    [
      ...["--config", file, "--set", "mysql.database=from=set", "--set", "run.maxFiles=7", "config"],
      ...["--set", 'feeds.sales.nullValues=["NULL"]', "--set", "run.tieRule=split", "--set", "mysql.port=3309"],
    ],
    { ...NEEDED, MYSQL_DATABASE: "from-env", MYSQL_PORT: "3308" },
  );
  assert.equal(code, 0, stderr);
  const { settings } = JSON.parse(stdout);
  assert.deepEqual(settings["mysql.database"], { value: "from=set", from: "--set", variable: "MYSQL_DATABASE" });
  assert.deepEqual(settings["mysql.port"], { value: 3309, from: "--set", variable: "MYSQL_PORT" });
  assert.deepEqual(settings["run.maxFiles"], { value: 7, from: "--set" });
  assert.deepEqual(settings["feeds.sales.nullValues"], { value: ["NULL"], from: "--set" });
  assert.deepEqual(settings["run.tieRule"], { value: "split", from: "--set" });
});

test("--set does not show a secret that it refuses, or that it gives", async () => {
  const { stdout, stderr } = await runCli(["config", "--set", "mysql.password=canary"], NEEDED);
  assert.equal(JSON.parse(stdout).settings["mysql.password"].value, "[redacted]");
  assert.doesNotMatch(stdout + stderr, /canary/);
});
