import assert from "node:assert/strict";
import { test } from "vitest";
import { defaultSettings, settingsAsEnvironment, settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";

test("without variables the defaults hold, and empty variables count as unset", () => {
  assert.deepEqual(settingsFromEnvironment({}), defaultSettings);
  assert.deepEqual(settingsFromEnvironment({ STACK_S3_PORT: "", STACK_SPARK_MASTER: "" }), defaultSettings);
});

test("settings survive the way through the environment", () => {
  const settings = {
    services: ["s3", "mysql"],
    ports: { spark: 15_002, s3: 0, mysql: 3306 },
    sparkMaster: "cluster[4]",
    sparkMemory: "1500m",
    sparkUi: true,
    sparkJars: "/jars of 4.0",
    sparkConf: { "spark.a": "1s", "spark.b": "x=y" },
    mysqlDurable: false,
    mysqlServer: "/usr/sbin/mysqld",
  } as const;
  assert.deepEqual(settingsFromEnvironment(settingsAsEnvironment(settings)), settings);
});

const wrong: readonly (readonly [string, string, string])[] = [
  ["STACK_SPARK_PORT", "0", "a port from 1 to 65535"],
  ["STACK_S3_PORT", "65536", "a port from 1 to 65535"],
  ["STACK_MYSQL_PORT", "80a", "a port from 1 to 65535"],
  ["STACK_SPARK_MASTER", "local", "`local[*]`, `local[<cores>]`, `cluster` or `cluster[<workers>]`"],
  ["STACK_SPARK_MASTER", "local[0]", "`local[*]`, `local[<cores>]`, `cluster` or `cluster[<workers>]`"],
  ["STACK_SPARK_MASTER", "cluster[0]", "`local[*]`, `local[<cores>]`, `cluster` or `cluster[<workers>]`"],
  ["STACK_SPARK_MASTER", "cluster[*]", "`local[*]`, `local[<cores>]`, `cluster` or `cluster[<workers>]`"],
  ["STACK_SPARK_MEMORY", "3", "a size such as `1500m` or `3g`"],
  ["STACK_SPARK_UI", "yes", "`1` (on) or `0` (off)"],
  ["STACK_MYSQL_DURABLE", "no", "`1` (on) or `0` (off)"],
  ["STACK_SPARK_CONF", "a=b", "`spark.<name>=<value>;spark.<name>=<value>`"],
  ["STACK_SERVICES", "spark,kafka", "some of `spark,s3,mysql`"],
];

for (const [name, value, expected] of wrong) {
  test(`${name}=${value} is refused, with what it may be`, () => {
    assert.throws(
      () => settingsFromEnvironment({ [name]: value }),
      ({ message }: Error) => message.startsWith(`${name} is "${value}". Set it to ${expected}`),
    );
  });
}

test("two servers cannot be given one port", () => {
  assert.throws(
    () => settingsFromEnvironment({ STACK_S3_PORT: "9000", STACK_MYSQL_PORT: "9000" }),
    /STACK_SPARK_PORT, STACK_S3_PORT and STACK_MYSQL_PORT must differ/,
  );
});
