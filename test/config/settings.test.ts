import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { ConfigError, effectiveSettings, loadSettings as loadSettingsOf } from "../../src/config/index.ts";
import { settingsSchema } from "../../src/config/schema.ts";
import { settingKeys } from "../../src/config/setting-keys.ts";
import { configurationPage } from "../../tools/configuration-page/configuration-page.ts";
import { feedSettings, loadSettings } from "../support/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "settings-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NEEDED = { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" };

test("the environment wins over the file, and the file over the defaults", () => {
  const path = file("order.json", { mysql: { host: "from-file", port: 3307 }, run: { tieRule: "split" } });
  const settings = loadSettings({ file: path, env: { ...NEEDED, MYSQL_HOST: "from-environment" } });
  assert.equal(settings.mysql.host, "from-environment");
  assert.equal(settings.mysql.port, 3307);
  assert.equal(settings.rules["tieRule"], "split");
  assert.equal(settings.run.unknownReferences, "accept");
});

test("PIPELINE_CONFIG names the file unless --config does", () => {
  const named = file("named.json", { run: { maxFiles: 1 } });
  const given = file("given.json", { run: { maxFiles: 2 } });
  const env = { ...NEEDED, PIPELINE_CONFIG: named };
  assert.equal(loadSettings({ env }).run.maxFiles, 1);
  assert.equal(loadSettings({ file: given, env }).run.maxFiles, 2);
});

test("what a job's own csv says is refused as the job's, whatever is set", () => {
  const [facts, ...others] = [salesJob.facts, ...salesJob.dimensions];
  for (const [csv, message] of [
    [{ delimiter: "||" }, /feeds\.sales\.delimiter: must be one ASCII character/],
    [{ encoding: "latin1" }, /feeds\.sales\.encoding: must be one of the possible values/],
  ] as const) {
    const declared = { facts: Object.assign({}, facts, { csv }), dimensions: others };
    const env = { ...NEEDED, MYSQL_HOST: "from-environment" };
    assert.throws(
      () => loadSettingsOf(declared, { env }),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, message);
        assert.match(
          error.message,
          /^The job's module declares what cannot be set: .* Correct it there, in `csv` of the feed\.$/s,
        );
        return true;
      },
    );
  }
});

test("an unknown key is refused by its name", () => {
  const path = file("unknown.json", { run: { tieRules: "all" } });
  assert.throws(() => loadSettings({ file: path, env: NEEDED }), refusal(/run\.tieRules/));
});

test("a command wins over a password file, and the file over a password; both are asked later", () => {
  const path = join(folder, "password");
  writeFileSync(path, "from-file\n");
  const env = { ...NEEDED, MYSQL_PASSWORD: "plain" };
  const passwordOf = (more: object) => loadSettings({ env: { ...env, ...more } }).mysql.password;
  assert.deepEqual(passwordOf({}), "plain");
  assert.deepEqual(passwordOf({ MYSQL_PASSWORD_FILE: path }), { file: path });
  const command = { MYSQL_PASSWORD_FILE: path, MYSQL_PASSWORD_COMMAND: "get-token" };
  assert.deepEqual(passwordOf(command), { command: "get-token", withinMs: 15_000 });
});

test("TLS to MySQL is verified in full, but off on loopback, unless a file or a mode says otherwise", () => {
  const path = join(folder, "ca.pem");
  writeFileSync(path, "");
  const modeOf = (more: object) => loadSettings({ env: { ...NEEDED, ...more } }).mysql.tls.mode;
  for (const host of ["127.0.0.1", "127.8.9.10", "localhost", "LOCALHOST", "::1", "[::1]"]) {
    assert.equal(modeOf({ MYSQL_HOST: host }), "disabled", host);
  }
  for (const host of ["10.0.0.1", "db", "localhost.example.com", "127.0.0.1.example.com", "::2"]) {
    assert.equal(modeOf({ MYSQL_HOST: host }), "verify-identity", host);
    assert.equal(modeOf({ MYSQL_HOST: host, MYSQL_TLS: "disabled" }), "disabled", host);
  }
  assert.equal(modeOf({ MYSQL_CA_FILE: path }), "verify-identity");
  assert.equal(modeOf({ MYSQL_CA_FILE: path, MYSQL_TLS: "verify-ca" }), "verify-ca");
});

for (const [what, env, message] of [
  ["a mode that there is not", { MYSQL_TLS: "on" }, /mysql\.tls/],
  ["a certificate without its key", { MYSQL_CERT_FILE: "c.pem" }, /MYSQL_KEY_FILE\) go together/],
  ["files without TLS", { MYSQL_TLS: "disabled", MYSQL_CA_FILE: "c.pem" }, /disabled, but MYSQL_CA_FILE/],
  ["an authority's file that is not there", { MYSQL_CA_FILE: "no-such.pem" }, /^MYSQL_CA_FILE no-such\.pem: ENOENT/],
  ["a host with a port", { MYSQL_HOST: "db:3306/x?y" }, /^mysql\.host \(MYSQL_HOST\) is no name or address/],
] as const) {
  test(`${what}, for MySQL, is refused`, () => {
    assert.throws(() => loadSettings({ env: { ...NEEDED, ...env } }), refusal(message));
  });
}

test("a Spark of another host is reached without TLS only where that is allowed", () => {
  const load = (remote: string, more: object = {}) =>
    loadSettings({ env: { ...NEEDED, SPARK_REMOTE: remote, ...more } });
  for (const remote of [
    "sc://spark:15002",
    "sc://10.0.0.1",
    "sc://spark/;user_id=x",
    "sc://[fe80::1]:1/;use_ssl=false",
  ]) {
    assert.throws(() => load(remote), refusal(/leads to another host without TLS.*SPARK_ALLOW_PLAINTEXT=true/));
    assert.equal(load(remote, { SPARK_ALLOW_PLAINTEXT: "true" }).spark.remote, remote);
  }
  for (const remote of [
    "sc://127.0.0.1:15002",
    "sc://localhost/;token=t",
    "sc://[::1]:15002",
    "sc://spark:443/;use_ssl=true",
    "sc://spark/;user_id=x;token=t",
  ]) {
    assert.equal(load(remote).spark.remote, remote);
  }
  assert.equal(load("sc://spark", { SPARK_CONNECT_AUTHENTICATE_TOKEN: "t" }).spark.remote, "sc://spark");
});

test("a password file that is not there is named", () => {
  const path = join(folder, "no-password");
  assert.throws(
    () => loadSettings({ env: { ...NEEDED, MYSQL_PASSWORD_FILE: path } }),
    refusal(/^MYSQL_PASSWORD_FILE .*no-password/),
  );
});

test("a missing bucket is named, with the variable that sets it", () => {
  assert.throws(
    () => loadSettings({ env: { ...NEEDED, S3_BUCKET: undefined } }),
    refusal(/^No s3\.bucket\. Set S3_BUCKET, or s3\.bucket in the configuration file\.$/),
  );
});

test("a configuration file that is no JSON is named", () => {
  const path = join(folder, "broken.json");
  writeFileSync(path, "{");
  assert.throws(() => loadSettings({ file: path, env: NEEDED }), refusal(/broken\.json is not JSON/));
});

test("a lease that one lost renewal would lose is refused", () => {
  const path = file("lease.json", { lease: { ttlSeconds: 20, renewSeconds: 15 } });
  assert.throws(() => loadSettings({ file: path, env: NEEDED }), refusal(/^lease\.renewSeconds must be at most half/));
});

test("delimiter, quote and encoding of a feed are what its reader takes", () => {
  for (const encoding of ["UTF-8", "ISO-8859-1", "windows-1252"]) {
    const path = file("dialect.json", { feeds: { sales: { delimiter: "\t", quote: "'", encoding } } });
    const sales = feedSettings(loadSettings({ file: path, env: NEEDED }), "sales");
    assert.deepEqual([sales.delimiter, sales.quote, sales.encoding], ["\t", "'", encoding]);
  }
});

for (const [what, character] of Object.entries({
  "more than one character": "||",
  "no character": "",
  "a character that is not ASCII": "\u00a6",
  "a line end": "\n",
  "a blank": " ",
  "a backslash": "\\",
  "a letter": "x",
  "a digit": "1",
  NUL: "\0",
})) {
  for (const setting of ["delimiter", "quote"]) {
    test(`${what} as a feed's ${setting} is refused`, () => {
      const path = file("character.json", { feeds: { stores: { [setting]: character } } });
      assert.throws(
        () => loadSettings({ file: path, env: NEEDED }),
        refusal(new RegExp(`feeds\\.stores\\.${setting}: must be one ASCII character`)),
      );
    });
  }
}

test("one character for both delimiter and quote is refused", () => {
  const path = file("both.json", { feeds: { sales: { delimiter: '"' } } });
  assert.throws(
    () => loadSettings({ file: path, env: NEEDED }),
    refusal(/^feeds\.sales\.delimiter and feeds\.sales\.quote are both "; they must differ\.$/),
  );
});

test("an encoding that is not read is refused", () => {
  const path = file("encoding.json", { feeds: { sales: { encoding: "cp437" } } });
  assert.throws(() => loadSettings({ file: path, env: NEEDED }), refusal(/feeds\.sales\.encoding.*windows-1252/));
});

const OUT_OF_RANGE: readonly (readonly [content: unknown, message: RegExp])[] = [
  [{ run: { maxFiles: 0 } }, /run\.maxFiles: must be a whole number from 1 to 1000000: value was 0\.$/],
  [{ run: { maxAttempts: 2.5 } }, /run\.maxAttempts: must be a whole number from 1 to 100: value was 2\.5\.$/],
  [{ run: { concurrency: 65 } }, /run\.concurrency: must be a whole number from 1 to 64: value was 65\.$/],
  [{ run: { maxRejectedRatio: -0.1 } }, /run\.maxRejectedRatio: must be a number from 0 to 1: value was -0\.1\.$/],
  [{ lease: { ttlSeconds: 0 } }, /lease\.ttlSeconds: must be a whole number from 1 to 86400: value was 0\.$/],
  [{ mysql: { port: 65_536 } }, /mysql\.port: must be a whole number from 1 to 65535: value was 65536\.$/],
  [{ spark: { connectTimeoutMs: -1 } }, /spark\.connectTimeoutMs: .* from 0 to 3600000: value was -1\.$/],
];

for (const [content, message] of OUT_OF_RANGE) {
  test(`${JSON.stringify(content)} is refused with key, range and value`, () => {
    const path = file("range.json", content);
    assert.throws(() => loadSettings({ file: path, env: NEEDED }), refusal(message));
  });
}

test("a port that only begins with a number is refused", () => {
  assert.throws(
    () => loadSettings({ env: { ...NEEDED, MYSQL_PORT: "33x06" } }),
    refusal(/mysql\.port: must be a whole number from 1 to 65535: value was "33x06"\.$/),
  );
});

test("a Spark session that others could share, or that has ended, is refused", () => {
  const env = { ...NEEDED, SPARK_REMOTE: "sc://spark/;user_id=etl;session_id=8c0c4d0a-6f3b-4b51-9d8e-2f6f5a1c7e55" };
  assert.throws(() => loadSettings({ env }), refusal(/^spark\.remote .* has a session_id\. Leave it out: /));
});

test("a password of the wrong type is refused without its value", () => {
  const path = file("type.json", { mysql: { password: 12_345 } });
  assert.throws(() => loadSettings({ file: path, env: NEEDED }), refusal(/mysql\.password: must be of type String\.$/));
});

for (const url of [
  "jdbc:mysql://etl:canary@mysql:3306/sales",
  "jdbc:mysql://mysql:3306/sales?user=etl&password=canary",
  "jdbc:mysql://mysql/sales?sslMode=VERIFY_CA&trustCertificateKeyStorePassword=canary",
  "jdbc:mysql://address=(host=mysql)(user=etl)(password=canary)/sales",
]) {
  test(`${url} is refused for its credentials, which are not shown`, () => {
    assert.throws(
      () => loadSettings({ env: { ...NEEDED, SPARK_JDBC_URL: url } }),
      (error) => refusal(/^spark\.jdbcUrl .* holds credentials/)(error) && !String(error).includes("canary"),
    );
  });
}

test("an address that is no URL is refused", () => {
  assert.throws(() => loadSettings({ env: { ...NEEDED, SPARK_JDBC_URL: "mysql:3306" } }), refusal(/jdbc:mysql:\/\//));
  assert.throws(() => loadSettings({ env: { ...NEEDED, AWS_ENDPOINT_URL_S3: "s3:9000" } }), refusal(/http:\/\//));
});

test("a bucket whose name S3A takes for no host is refused, and any other is not", () => {
  const load = (S3_BUCKET: string) => loadSettings({ env: { ...NEEDED, S3_BUCKET } }).s3.bucket;
  for (const name of [
    "field.sales.2024",
    "sales_lake",
    "a..b",
    "10.0.0.1",
    "-lake",
    "lake-",
    "lake.-x",
    "läke",
    "a/b",
  ]) {
    assert.throws(
      () => load(name),
      refusal(/^s3\.bucket \(S3_BUCKET\) is .*: Hadoop's S3A, .* takes no such bucket name/),
      name,
    );
  }
  for (const name of ["lake", "2024", "9-lives", "sales.lake-2024.v1", "Lake"]) assert.equal(load(name), name);
});

test("a prefix is folders, with or without a slash at the end", () => {
  const load = (S3_PREFIX: string) => loadSettings({ env: { ...NEEDED, S3_PREFIX } }).s3.prefix;
  assert.deepEqual(["", "sales", "sales/", "sales/eu-1/v=2.0"].map(load), [
    "",
    "sales/",
    "sales/",
    "sales/eu-1/v=2.0/",
  ]);
  for (const prefix of ["/", "/sales", "sales//eu", "sales/../eu", "_sales", "sales eu", "sales/é", "x".repeat(201)]) {
    assert.throws(
      () => load(prefix),
      refusal(/^s3\.prefix \(S3_PREFIX\) is .*Write it as folders, such as sales\/eu/),
      prefix,
    );
  }
});

test("AWS_ENDPOINT_URL is the endpoint where S3's own variable is not set, and is addressed path-style", () => {
  const s3Of = (more: object) => loadSettings({ env: { ...NEEDED, ...more } }).s3;
  const all = { AWS_ENDPOINT_URL: "http://all:1" };
  assert.deepEqual([s3Of(all).endpoint, s3Of(all).pathStyle], ["http://all:1", true]);
  assert.equal(s3Of({ ...all, AWS_ENDPOINT_URL_S3: "http://s3:2" }).endpoint, "http://s3:2");
  assert.deepEqual([s3Of({}).endpoint, s3Of({}).pathStyle], [undefined, false]);
  const shown = effectiveSettings(salesJob, { env: { ...NEEDED, ...all } }).settings["s3.endpoint"];
  assert.deepEqual(shown, { value: "http://all:1", from: "environment", variable: "AWS_ENDPOINT_URL_S3" });
  assert.throws(() => s3Of({ AWS_ENDPOINT_URL: "all:1" }), refusal(/http:\/\//));
});

test("what is asked of the S3 server is set, and checked", () => {
  const path = file("s3.json", {
    s3: {
      serverSideEncryption: "aws:kms",
      kmsKeyId: "alias/sales",
      requesterPays: true,
      requestChecksums: "when_required",
      responseChecksums: "when_supported",
      pathStyle: true,
    },
  });
  assert.deepEqual(loadSettings({ file: path, env: NEEDED }).s3, {
    bucket: "lake",
    prefix: "",
    region: "us-east-1",
    endpoint: undefined,
    pathStyle: true,
    encryption: { algorithm: "aws:kms", kmsKeyId: "alias/sales" },
    requesterPays: true,
    requestChecksums: "when_required",
    responseChecksums: "when_supported",
  });
  const s3Of = (more: object) => loadSettings({ env: { ...NEEDED, ...more } }).s3;
  assert.deepEqual(s3Of({ S3_SERVER_SIDE_ENCRYPTION: "AES256" }).encryption, {
    algorithm: "AES256",
    kmsKeyId: undefined,
  });
  assert.equal(s3Of({ AWS_ENDPOINT_URL_S3: "http://s3:2", S3_PATH_STYLE: "false" }).pathStyle, false);
  assert.equal(s3Of({ S3_REQUESTER_PAYS: "true" }).requesterPays, true);
  assert.throws(() => s3Of({ S3_PATH_STYLE: "yes" }), refusal(/s3\.pathStyle.* true, false or null/));
  assert.throws(() => s3Of({ S3_SERVER_SIDE_ENCRYPTION: "aes" }), refusal(/s3\.serverSideEncryption/));
  const key = { S3_KMS_KEY_ID: "alias/sales", S3_SERVER_SIDE_ENCRYPTION: "AES256" };
  assert.throws(() => s3Of(key), refusal(/^s3\.kmsKeyId .* no object would be encrypted with it/));
});

for (const name of ["local", "production.example"]) {
  test(`conf/${name}.json is valid and complete without a variable`, () => {
    assert.notEqual(loadSettings({ file: `conf/${name}.json`, env: {} }).s3.bucket, "");
  });
}

test("a webhook that nothing can be posted to is refused without its value, and so is a weak key", () => {
  const load = (env: Readonly<Record<string, string>>) => () => loadSettings({ env: { ...NEEDED, ...env } });
  for (const url of ["hooks.example/T0/token", "https://me:token@hooks.example"]) {
    assert.throws(load({ NOTIFY_WEBHOOK: url }), (error: Error) => {
      assert.match(error.message, /^notify\.webhook \(NOTIFY_WEBHOOK\)/);
      assert.doesNotMatch(error.message, /token@|T0/);
      return true;
    });
  }
  assert.throws(load({ NOTIFY_SECRET: "hunter2" }), (error: Error) => {
    assert.match(error.message, /^notify\.secret \(NOTIFY_SECRET\) must be whsec_/);
    assert.doesNotMatch(error.message, /hunter2/);
    return true;
  });
});

test("conf/docker.json is valid and complete where the secret is mounted", () => {
  const secret = join(folder, "mounted");
  writeFileSync(secret, "s3cret");
  const settings = loadSettings({ file: "conf/docker.json", env: { MYSQL_PASSWORD_FILE: secret } });
  assert.equal(settings.s3.endpoint, "http://s3:9000");
});

test("the page of settings is what the schema says (npm run docs:configuration)", () => {
  assert.equal(readFileSync("docs/configuration.md", "utf8"), configurationPage());
});

test("every setting says what it means", () => {
  const settings = settingKeys(JSON.parse(settingsSchema(salesJob, {}).getSchemaString()));
  assert.deepEqual(
    settings.filter(({ doc }) => doc.length < 10).map(({ path }) => path),
    [],
  );
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function refusal(message: RegExp) {
  return (error: unknown) => error instanceof ConfigError && message.test(error.message);
}
