import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { newAuthority } from "../../tools/stack/certificates.ts";
import { LOOPBACK } from "../../tools/stack/mysql-tls.ts";
import { OwnMysql } from "../support/own-mysql.ts";
import { runCli } from "../support/run-cli.ts";
import { openWorld } from "../support/world.ts";

const folder = mkdtempSync(join(tmpdir(), "tls-only-test-"));
let mysql: OwnMysql;
/** What the driver and Spark need to know the server. */
let trust: Readonly<Record<"MYSQL_CA_FILE" | "SPARK_JDBC_TRUST_STORE" | "SPARK_JDBC_TRUST_STORE_PASSWORD", string>>;

beforeAll(async () => {
  mysql = await OwnMysql.start();
  const authority = await newAuthority("Test authority");
  await mysql.useCertificate(authority, await authority.issue({ commonName: "localhost", names: LOOPBACK }));
  const [ca, store, password] = [join(folder, "ca.pem"), join(folder, "trust.p12"), "trust-store-canary"];
  writeFileSync(ca, authority.certificate);
  const target = ["-keystore", store, "-storetype", "PKCS12", "-storepass", password];
  execFileSync("keytool", ["-importcert", "-noprompt", "-alias", "ca", "-file", ca, ...target], { stdio: "ignore" });
  trust = { MYSQL_CA_FILE: ca, SPARK_JDBC_TRUST_STORE: store, SPARK_JDBC_TRUST_STORE_PASSWORD: password };
});
afterAll(async () => {
  await mysql[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test("a run with everything verified works on a server that takes nothing but TLS; without it doctor and run say so", async () => {
  await using world = await openWorld();
  await world.land(
    "raw/sales/sales_data_a.csv",
    "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost\n9,121,a,2023-03-01,1,5.00,2,10.00\n",
  );
  await using required = await requireTls();
  const { SPARK_JDBC_TRUST_STORE: _, ...driverOnly } = trust;

  const plain = await runCli(["doctor"], world.env);
  assert.equal(plain.code, 2);
  assert.match(plain.stdout, /^failed {3}mysql connection .*takes no connection without TLS.*Set MYSQL_TLS/m);
  assert.equal((await runCli(["run"], world.env)).code, 2);

  const untrusting = await runCli(["doctor"], { ...world.env, ...driverOnly });
  assert.match(untrusting.stdout, /^failed {3}spark jdbc .*SPARK_JDBC_TRUST_STORE/m);

  const doctor = await runCli(["doctor"], { ...world.env, ...trust });
  assert.match(doctor.stdout, /^ok {7}mysql connection .*, TLSv1\.3 with TLS[\w-]+$/m);
  assert.match(doctor.stdout, /^ok {7}spark jdbc /m);

  const run = await runCli(["run"], { ...world.env, ...trust });
  assert.equal(run.code, 0, run.stderr);
  assert.doesNotMatch(run.stdout + run.stderr, /trust-store-canary/);

  await required[Symbol.asyncDispose]();
  assert.deepEqual(await world.rows("SELECT customer_id, total_sales FROM customers_data_mart"), [
    { customer_id: 9, total_sales: "10.00" },
  ]);
});

/** Until it is disposed of, for which the world's own connections have to wait. */
async function requireTls(): Promise<AsyncDisposable> {
  await mysql.administrator.query("SET GLOBAL require_secure_transport = ON");
  return {
    async [Symbol.asyncDispose]() {
      await mysql.administrator.query("SET GLOBAL require_secure_transport = OFF");
    },
  };
}
