import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, onTestFinished, test } from "vitest";
import { openWarehouse, type WarehouseSettings } from "../../src/warehouse/connection.ts";
import type { TlsSettings } from "../../src/warehouse/tls.ts";
import { type Authority, newAuthority } from "../../tools/stack/certificates.ts";
import { database } from "../../tools/stack/mysql.ts";
import { LOOPBACK } from "../../tools/stack/mysql-tls.ts";
import { OwnMysql } from "../support/own-mysql.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { until } from "../support/until.ts";

const folder = mkdtempSync(join(tmpdir(), "tls-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = { commonName: "localhost", names: LOOPBACK };

describe("a MySQL server that takes no connection without TLS", () => {
  let mysql: OwnMysql;
  let authority: Authority;
  let caFile: string;

  beforeAll(async () => {
    mysql = await OwnMysql.start();
    authority = await newAuthority("Test authority");
    caFile = pem("ca.pem", authority.certificate);
    await mysql.useCertificate(authority, await authority.issue(GOOD));
    await mysql.administrator.query("SET GLOBAL require_secure_transport = ON");
  });
  afterAll(() => mysql[Symbol.asyncDispose]());

  test("is used with every mode that encrypts, and by every connection of the pool", async () => {
    for (const tls of [
      { mode: "required" },
      { mode: "verify-ca", caFile },
      { mode: "verify-identity", caFile },
    ] as const) {
      await using warehouse = await openWarehouse(settings(tls));
      const found = await Promise.all(
        [1, 2, 3].map(() =>
          warehouse.query("SHOW SESSION STATUS WHERE Variable_name = 'Ssl_version' AND SLEEP(0.02) = 0"),
        ),
      );
      for (const [row] of found) assert.match(String(row?.["Value"]), /^TLSv1\.[23]$/, tls.mode);
    }
  });

  test("says what is missing when TLS is off", async () => {
    await assert.rejects(openWarehouse(settings({ mode: "disabled" })), {
      code: "tls_required",
      transient: false,
      message: /takes no connection without TLS.*MYSQL_TLS=verify-identity, and MYSQL_CA_FILE/,
    });
  });

  test("is not trusted when another authority signed its certificate, or none is given", async () => {
    const other = pem("other-ca.pem", (await newAuthority("Another authority")).certificate);
    for (const mode of ["verify-ca", "verify-identity"] as const) {
      for (const ca of [other, undefined]) {
        await assert.rejects(openWarehouse(settings({ mode, caFile: ca })), {
          code: "tls_failed",
          transient: false,
          message: /certificate.*\. MYSQL_CA_FILE must name a file/,
        });
      }
    }
  });

  test("is not believed to be another host, unless names are not looked at", async () => {
    await withCertificate({ commonName: "mysql.example.com", names: ["mysql.example.com"] });
    await assert.rejects(openWarehouse(settings({ mode: "verify-identity", caFile })), {
      code: "tls_failed",
      message: /altnames.*The certificate is for other names: set MYSQL_HOST/,
    });
    await using warehouse = await openWarehouse(settings({ mode: "verify-ca", caFile }));
    assert.equal((await warehouse.query("SELECT 1 AS one")).length, 1);
  });

  test("is not trusted with a certificate that has expired", async () => {
    // MySQL loads none that has expired already.
    const ends = new Date(Date.now() + 5_000);
    await withCertificate({ ...GOOD, valid: { from: new Date("2020-01-01T00:00:00Z"), until: ends } });
    await until("the certificate has expired", async () => Date.now() > ends.getTime() + 1_000);
    for (const mode of ["verify-ca", "verify-identity"] as const) {
      await assert.rejects(openWarehouse(settings({ mode, caFile })), {
        code: "tls_failed",
        message: /expired\)\. Renew the server's certificate/,
      });
    }
  });

  test("that asks for the client's certificate is shown it", async () => {
    const user = serverEnvironment().MYSQL_USER;
    await mysql.administrator.query("ALTER USER ?@'%' REQUIRE X509", [user]);
    onTestFinished(async () => {
      await mysql.administrator.query("ALTER USER ?@'%' REQUIRE NONE", [user]);
    });
    await assert.rejects(openWarehouse(settings({ mode: "verify-identity", caFile })), { code: "access_denied" });
    const { certificate, key } = await authority.issue({ commonName: "sales-pipeline" });
    const client = { certFile: pem("client.pem", certificate), keyFile: pem("client-key.pem", key) };
    await using warehouse = await openWarehouse(settings({ mode: "verify-identity", caFile, client }));
    assert.equal((await warehouse.query("SELECT 1 AS one")).length, 1);
  });

  async function withCertificate(subject: Parameters<Authority["issue"]>[0]): Promise<void> {
    await mysql.useCertificate(authority, await authority.issue(subject));
    onTestFinished(async () => mysql.useCertificate(authority, await authority.issue(GOOD)));
  }
});

function settings(tls: TlsSettings): WarehouseSettings {
  const { MYSQL_HOST, MYSQL_PORT, MYSQL_USER, MYSQL_PASSWORD } = serverEnvironment();
  return {
    host: MYSQL_HOST,
    port: Number(MYSQL_PORT),
    database,
    user: MYSQL_USER,
    password: MYSQL_PASSWORD,
    tls,
  };
}

function pem(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
