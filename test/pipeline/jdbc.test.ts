import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { loadSettings } from "../../src/config/index.ts";
import { jdbcOptions } from "../../src/pipeline/transform/jdbc.ts";

const folder = mkdtempSync(join(tmpdir(), "jdbc-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pem = join(folder, "ca.pem");
writeFileSync(pem, "");

const NEEDED = { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl", MYSQL_PASSWORD: "secret" };

test("Spark encrypts as the driver does; where nothing was chosen, by the host that executors see", async () => {
  const remote = { MYSQL_HOST: "db.example.com" };
  const cases: readonly (readonly [env: Readonly<Record<string, string>>, sslMode: string])[] = [
    [{}, "DISABLED"],
    [{ MYSQL_HOST: "::1" }, "DISABLED"],
    [remote, "VERIFY_IDENTITY"],
    [{ ...remote, MYSQL_TLS: "disabled" }, "DISABLED"],
    [{ ...remote, MYSQL_TLS: "verify-ca" }, "VERIFY_CA"],
    [{ MYSQL_TLS: "required" }, "REQUIRED"],
    [{ MYSQL_CA_FILE: pem }, "VERIFY_IDENTITY"],
    [{ SPARK_JDBC_URL: "jdbc:mysql://db.example.com:3306/sales" }, "VERIFY_IDENTITY"],
    [{ ...remote, SPARK_JDBC_URL: "jdbc:mysql://127.0.0.1:3306/sales" }, "DISABLED"],
    [{ SPARK_JDBC_URL: "jdbc:mysql://db.example.com/sales?sslMode=REQUIRED", MYSQL_TLS: "verify-ca" }, "REQUIRED"],
  ];
  for (const [env, sslMode] of cases) {
    const parameters = await parametersOf(env);
    assert.equal(parameters.get("sslMode"), sslMode, JSON.stringify(env));
    assert.equal(parameters.get("allowPublicKeyRetrieval"), sslMode === "DISABLED" ? "true" : null);
  }
  const old = await parametersOf({
    SPARK_JDBC_URL: "jdbc:mysql://db.example.com/sales?useSSL=true",
    MYSQL_TLS: "required",
  });
  assert.equal(old.get("sslMode"), null);
});

test("executors' stores, of the type that their names tell, unless the URL names one", async () => {
  const parameters = await parametersOf({
    MYSQL_TLS: "verify-ca",
    SPARK_JDBC_TRUST_STORE: "/etc/spark/trust.p12",
    SPARK_JDBC_TRUST_STORE_PASSWORD: "a&b=c",
    SPARK_JDBC_KEY_STORE: "file:/etc/spark/key.jks",
    SPARK_JDBC_KEY_STORE_PASSWORD: "é d",
  });
  assert.deepEqual(Object.fromEntries([...parameters].filter(([name]) => name.includes("KeyStore"))), {
    trustCertificateKeyStoreUrl: "file:/etc/spark/trust.p12",
    trustCertificateKeyStoreType: "PKCS12",
    trustCertificateKeyStorePassword: "a&b=c",
    clientCertificateKeyStoreUrl: "file:/etc/spark/key.jks",
    clientCertificateKeyStoreType: "JKS",
    clientCertificateKeyStorePassword: "é d",
  });
  const own = await parametersOf({
    SPARK_JDBC_URL: "jdbc:mysql://h/sales?trustCertificateKeyStoreUrl=file:/own.p12",
    SPARK_JDBC_TRUST_STORE: "/etc/spark/trust.p12",
  });
  assert.equal(own.get("trustCertificateKeyStoreUrl"), "file:/own.p12");
  assert.equal(own.has("trustCertificateKeyStoreType"), false);
});

test("an IPv6 address stands in brackets, however it was written", async () => {
  for (const host of ["::1", "[::1]"]) {
    assert.match((await optionsOf({ MYSQL_HOST: host })).url, /^jdbc:mysql:\/\/\[::1\]:3306\/sales\?/);
  }
});

test("a name of a database holds no options", async () => {
  const { url } = await optionsOf({ MYSQL_DATABASE: "sales?allowLoadLocalInfile=true&x=/#y" });
  const { pathname, searchParams } = new URL(url.slice("jdbc:".length));
  assert.equal(decodeURIComponent(pathname), "/sales?allowLoadLocalInfile=true&x=/#y");
  assert.equal(searchParams.has("allowLoadLocalInfile"), false);
});

test("the password is asked for each time", async () => {
  const file = join(folder, "password");
  const options = async () => (await optionsOf({ MYSQL_PASSWORD_FILE: file }))["password"];
  writeFileSync(file, "first\n");
  assert.equal(await options(), "first");
  writeFileSync(file, "second\n");
  assert.equal(await options(), "second");
  const command = { MYSQL_PASSWORD_FILE: file, MYSQL_PASSWORD_COMMAND: "echo third" };
  assert.equal((await optionsOf(command))["password"], "third");
});

async function optionsOf(env: Readonly<Record<string, string>>) {
  return await jdbcOptions(loadSettings(salesJob, { env: { ...NEEDED, ...env } }));
}

async function parametersOf(env: Readonly<Record<string, string>>): Promise<URLSearchParams> {
  return new URL((await optionsOf(env)).url.slice("jdbc:".length)).searchParams;
}
