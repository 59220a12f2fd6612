import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, test } from "vitest";
import { SHORT_LIVED_JVM } from "../../tools/stack/short-lived-jvm.ts";
import { type Stack, startStack } from "../../tools/stack/start-stack.ts";
import { endedServers } from "../support/ended-servers.ts";
import { connectAsAdministrator } from "../support/mysql-administrator.ts";
import { runCli } from "../support/run-cli.ts";
import { loadSettings } from "../support/settings.ts";
import { CUSTOMERS_FILE, DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";
import { filesBelow, leaks, storedIn, type Writing } from "./search.ts";

/** The parts of each secret that survive every way of quoting it. */
const PASSWORD = "canaryMysqlPassword";
const HEADER = "canarySparkHeader";
const WRONG = "canaryWrongSecret";
const STORE = "canaryStorePassword";
const NOT_MYSQL = "jdbc:mysql://127.0.0.1:1/sales";
const FULL_PASSWORD = `${PASSWORD} p@ss:w/o?rd&;=#"'\\%24+é`;

let folder = "";
let events = "";
let config = "";
let stack: Stack;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "canaries-"));
  events = join(folder, "events");
  await mkdir(events);
  const logging = join(folder, "log4j2.properties");
  await writeFile(logging, LOG_AT_INFO);
  config = join(folder, "config.json");
  await writeFile(config, JSON.stringify({ spark: { connectTimeoutMs: 500 } }));
  process.env["JDK_JAVA_OPTIONS"] = [
    SHORT_LIVED_JVM,
    "-Dspark.eventLog.enabled=true",
    "-Dspark.eventLog.compress=false",
    "-Dspark.eventLog.rolling.enabled=false",
    `-Dspark.eventLog.dir=file://${events}`,
    `-Dlog4j2.configurationFile=file://${logging}`,
  ].join(" ");
  stack = await startStack({ dir: join(folder, "stack"), settings: { sparkMemory: "1g" } });
  delete process.env["JDK_JAVA_OPTIONS"];
  Object.assign(process.env, stack.env);
});

afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true });
});

test("no secret is found in what any command prints, logs or stores, nor in Spark's event log and server log", async () => {
  await using world = await openWorld({ migrated: false });
  const env = await withCanaries(world);
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  const printed: Writing[] = [];
  const command = async (code: number, args: readonly string[], changed: Readonly<Record<string, string>> = {}) => {
    const result = await runCli(args, { ...env, LOG_LEVEL: "trace", ...changed });
    const place = `${args.join(" ")} ${Object.keys(changed).join(" ")}`;
    const ended = result.code === code ? "" : await endedServers(stack.folder);
    assert.equal(result.code, code, `${place}\n${result.stdout}${result.stderr}${ended}`);
    printed.push({ place: `stdout of ${place}`, content: result.stdout });
    printed.push({ place: `stderr of ${place}`, content: result.stderr });
  };

  await command(0, ["config"]);
  await command(2, ["run"]);
  await command(0, ["init"]);
  await command(1, ["run"], { SPARK_JDBC_URL: NOT_MYSQL });
  await command(0, ["run"]);
  await command(99, ["run"]);
  await world.land("raw/sales/sales_data_again.csv", `${SALES_FILE.text}\n`);
  await command(0, ["run"]);
  await command(0, ["compact", "--min-parts", "2"]);
  await command(0, ["replay", "--file", SALES_FILE.key]);
  await command(0, ["rebuild"]);
  await command(99, ["recover"]);
  await command(0, ["doctor"]);
  await command(0, ["status"]);
  await command(0, ["report", "--json"]);
  await command(0, ["plan", "--explain", "extended"]);
  await world.land("raw/sales/sales_data_late.csv", SALES_FILE.text.replaceAll("2023-03", "2023-02"));
  for (const [code, changed] of failures()) await command(code, ["run"], changed);
  for (const args of [
    ["doctor"],
    ["plan"],
    ["status"],
    ["report"],
    ["init"],
    ["rebuild"],
    ["compact"],
    ["recover"],
    ["replay", "--month", "2023-03"],
  ]) {
    await command(2, args, { MYSQL_PASSWORD: WRONG });
  }
  await command(2, ["doctor", "--json"], { AWS_SECRET_ACCESS_KEY: WRONG, SPARK_JDBC_URL: NOT_MYSQL });
  await command(2, ["config"], { SPARK_JDBC_URL: `jdbc:mysql://u:${WRONG}@127.0.0.1/sales` });

  const eventLog = await filesBelow(events);
  assert.match(
    eventLog.map(({ content }) => content).join(""),
    /SparkListenerConnectOperationStarted.*SparkListenerSQLExecutionStart/s,
  );
  const logs = await filesBelow(stack.folder.logs);
  assert.match(logs.find(({ place }) => place.endsWith("/spark.log"))?.content ?? "", / INFO /);
  const writings = [...printed, ...eventLog, ...logs, ...(await storedIn(world))];
  assert.deepEqual(leaks(writings, canaries()), []);
});

test("an error holds no secret, however deeply it is looked into", async () => {
  await using world = await openWorld();
  const env = await withCanaries(world);
  await world.land(CUSTOMERS_FILE.key, CUSTOMERS_FILE.text);
  const writings: Writing[] = [];
  for (const [, changed] of failures()) {
    // The SDK reads its keys from this process's environment.
    if ("AWS_SECRET_ACCESS_KEY" in changed) continue;
    const settings = loadSettings({ env: { ...env, ...changed } });
    const { error } = await world.run({ settings });
    assert.ok(error instanceof Error);
    writings.push({
      place: Object.keys(changed).join(" "),
      content: inspect(error, { depth: 20, maxStringLength: null }),
    });
  }
  assert.deepEqual(leaks(writings, canaries()), []);
});

/** Without it the server takes no call. */
function token(): string {
  return stack.env["SPARK_CONNECT_AUTHENTICATE_TOKEN"] ?? "";
}

function canaries(): Readonly<Record<string, string>> {
  return { PASSWORD, TOKEN: token(), HEADER, WRONG, STORE, "S3 secret": stack.env["AWS_SECRET_ACCESS_KEY"] ?? "" };
}

/** What makes each command fail, and the exit code of a run. */
function failures(): readonly (readonly [code: number, changed: Readonly<Record<string, string>>])[] {
  const secrets = `token=${token()};x-api-key=${HEADER}`;
  return [
    [2, { MYSQL_PASSWORD: WRONG }],
    [1, { MYSQL_PORT: "1" }],
    [2, { AWS_SECRET_ACCESS_KEY: WRONG }],
    [1, { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1" }],
    [1, { SPARK_REMOTE: `sc://127.0.0.1:1/;${secrets}` }],
    [1, { SPARK_REMOTE: `sc://127.0.0.1:${stack.env["MYSQL_PORT"]}/;${secrets}` }],
    [2, { SPARK_REMOTE: `sc://127.0.0.1:${stack.env["MYSQL_PORT"]};${secrets}` }],
    [1, { SPARK_JDBC_URL: NOT_MYSQL }],
    [1, { SPARK_JDBC_URL: `jdbc:mysql://127.0.0.1:${stack.env["MYSQL_PORT"]}/no_such_database` }],
  ];
}

/** The world's environment with a canary in every setting that is secret. */
async function withCanaries(world: World): Promise<Readonly<Record<string, string>>> {
  const user = `u_${world.settings.mysql.database}`;
  const administrator = await connectAsAdministrator(stack.folder);
  await administrator.query("CREATE USER ?@'%' IDENTIFIED BY ?", [user, FULL_PASSWORD]);
  await administrator.query(`GRANT ALL ON ${world.settings.mysql.database}.* TO ?@'%'`, [user]);
  await administrator.end();
  return {
    ...world.env,
    PIPELINE_CONFIG: config,
    MYSQL_USER: user,
    MYSQL_PASSWORD: FULL_PASSWORD,
    // Not read without TLS, but part of every plan.
    SPARK_JDBC_TRUST_STORE: "/nowhere.p12",
    SPARK_JDBC_TRUST_STORE_PASSWORD: `${STORE} &=#%"é`,
    SPARK_REMOTE: `${world.env["SPARK_REMOTE"]}/;token=${token()};x-api-key=${HEADER}`,
  };
}

const LOG_AT_INFO = `rootLogger.level = info
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c{1}: %m%n%ex
`;
