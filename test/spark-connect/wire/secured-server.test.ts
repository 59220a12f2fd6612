import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, test } from "vitest";
import { SparkSession } from "../../../src/spark-connect/index.ts";
import { OwnSpark } from "../../support/own-spark.ts";
import { NetworkPath } from "./network-path.ts";

const TOKEN = "a secret=of/the test";

/** A certificate for this machine and its key, made by the JDK that Spark needs anyway. */
async function selfSigned(): Promise<{
  readonly pfx: Buffer;
  readonly passphrase: string;
  readonly certificate: string;
}> {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  try {
    const store = join(folder, "store.p12");
    const common = ["-keystore", store, "-storetype", "PKCS12", "-storepass", "changeit", "-alias", "spark"];
    const subject = ["-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1"];
    const run = promisify(execFile);
    await run("keytool", ["-genkeypair", ...common, "-keyalg", "EC", "-groupname", "secp256r1", ...subject]);
    const { stdout } = await run("keytool", ["-exportcert", "-rfc", ...common]);
    return { pfx: readFileSync(store), passphrase: "changeit", certificate: stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a Spark server that wants a token, behind a proxy that ends TLS", () => {
  const servers = new AsyncDisposableStack();
  let remote: string;
  let trusting: { readonly environment: Readonly<Record<string, string>>; readonly certificateAuthorities: string };
  beforeAll(async () => {
    const spark = servers.use(await OwnSpark.start({ "spark.connect.authenticate.token": TOKEN }));
    const { certificate, ...key } = await selfSigned();
    const proxy = servers.use(new NetworkPath(spark.port, { tls: { ...key, ALPNProtocols: ["h2"] } }));
    remote = await proxy.listen();
    trusting = { environment: {}, certificateAuthorities: certificate };
  });
  afterAll(async () => await servers.disposeAsync());

  test("runs a query for who has the token, and trusts the certificate", async () => {
    const secret = `${remote}/;use_ssl=true;token=${encodeURIComponent(TOKEN)}`;
    await using session = SparkSession.connect(secret, trusting);
    assert.deepEqual(await session.range(0, 3).collect(), [{ id: 0n }, { id: 1n }, { id: 2n }]);
  });

  test("takes the token of the environment", async () => {
    const environment = { SPARK_CONNECT_AUTHENTICATE_TOKEN: TOKEN, SPARK_REMOTE: `${remote}/;use_ssl=true` };
    await using session = SparkSession.connect(undefined, { ...trusting, environment });
    assert.equal(await session.range(0, 3).count(), 3);
  });

  test("refuses another token, in words that do not show it", async () => {
    await using session = SparkSession.connect(`${remote}/;use_ssl=true;token=another`, trusting);
    await assert.rejects(session.range(0, 3).collect(), (error: Error & { code?: string }) => {
      assert.equal(error.code, "UNAUTHENTICATED");
      assert.doesNotMatch(error.message, /another/);
      return true;
    });
  });

  test("is not trusted without its certificate", async () => {
    await using session = SparkSession.connect(`${remote}/;use_ssl=true;token=another`, { environment: {} });
    await assert.rejects(session.range(0, 3).collect(), {
      code: "TLS_FAILED",
      message: /self-signed certificate.*trust a private certificate authority with the option certificateAuthorities/,
    });
  });
});
