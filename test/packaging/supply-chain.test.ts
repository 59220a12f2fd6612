import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("every container of the compose file drops all capabilities and can gain none", () => {
  const compose = read("docker/compose.yaml");
  const [, shared = ""] = /^x-hardened: &hardened\n((?: .*\n)+)/m.exec(compose) ?? [];
  const [, services = ""] = /^services:\n([\s\S]*?)^\w/m.exec(compose) ?? [];
  const blocks = [...services.matchAll(/^ {2}(\w+):\n((?: {4}.*\n|\n| *#.*\n)+)/gm)];
  assert.deepEqual(
    blocks.map(([, name]) => name),
    ["mysql", "s3", "spark", "pipeline"],
  );
  for (const [, name, own = ""] of blocks) {
    const all = own.includes("<<: *hardened") ? `${shared}${own}` : own;
    assert.match(all, /^ +cap_drop: \[ALL\]$/m, name);
    assert.match(all, /^ +security_opt: \["no-new-privileges:true"\]$/m, name);
  }
});

test("Spark in the compose file asks for a token, which the pipeline sends over no network", () => {
  const compose = read("docker/compose.yaml");
  assert.equal(compose.match(/SPARK_CONNECT_AUTHENTICATE_TOKEN: \$\{SPARK_TOKEN/g)?.length, 2);
  assert.match(compose, /network_mode: service:spark/);
  assert.match(compose, /SPARK_REMOTE: sc:\/\/127\.0\.0\.1:15002$/m);
  assert.match(read("docker/.env.example"), /^SPARK_TOKEN=$/m);
});

test("whatever resolves jars holds them against their checksums", () => {
  for (const path of [
    "docker/spark/Dockerfile",
    "docker/s3/Dockerfile",
    "tools/bootstrap.mjs",
    "tools/spark-versions/version-jars.ts",
  ]) {
    const calls =
      read(path)
        .match(/\bmvn"?,? (?!-v).*/g)
        ?.filter((call) => /-ntp/.test(call)) ?? [];
    assert.ok(calls.length > 0, path);
    for (const call of calls) assert.match(call, /^mvn"?,? \[?"?-C\b/, `${path}: ${call}`);
  }
});

test("the Spark image holds Connector/J's licence beside the jar", () => {
  const image = read("docker/spark/Dockerfile");
  assert.match(image, /jar xf \/build\/jars\/mysql-connector-j-\*\.jar LICENSE/);
  assert.match(image, /^COPY --from=jars \/build\/licenses \$\{SPARK_HOME\}\/licenses$/m);
});
