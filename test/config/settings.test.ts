import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ConfigError, loadSettings } from "../../src/config/index.ts";
import { settingsSchema } from "../../src/config/schema.ts";

const folder = mkdtempSync(join(tmpdir(), "settings-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const NEEDED = { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" };

test("the environment wins over the file, and the file over the defaults", () => {
  const path = file("order.json", { mysql: { host: "from-file", port: 3307 }, run: { tieRule: "split" } });
  const settings = loadSettings({ file: path, env: { ...NEEDED, MYSQL_HOST: "from-environment" } });
  assert.equal(settings.mysql.host, "from-environment");
  assert.equal(settings.mysql.port, 3307);
  assert.equal(settings.run.tieRule, "split");
  assert.equal(settings.run.unknownReferences, "accept");
});

test("PIPELINE_CONFIG names the file unless --config does", () => {
  const named = file("named.json", { run: { maxFiles: 1 } });
  const given = file("given.json", { run: { maxFiles: 2 } });
  const env = { ...NEEDED, PIPELINE_CONFIG: named };
  assert.equal(loadSettings({ env }).run.maxFiles, 1);
  assert.equal(loadSettings({ file: given, env }).run.maxFiles, 2);
});

test("an unknown key is refused by its name", () => {
  const path = file("unknown.json", { run: { tieRules: "all" } });
  assert.throws(() => loadSettings({ file: path, env: NEEDED }), refusal(/run\.tieRules/));
});

test("MYSQL_PASSWORD_FILE gives the password, without the line break at its end", () => {
  const path = join(folder, "password");
  writeFileSync(path, "from-file\n");
  const settings = loadSettings({ env: { ...NEEDED, MYSQL_PASSWORD: "ignored", MYSQL_PASSWORD_FILE: path } });
  assert.equal(settings.mysql.password, "from-file");
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
  const path = file("dialect.json", { feeds: { sales: { delimiter: "\t", quote: "'", encoding: "ISO-8859-1" } } });
  const { namePattern: _, ...dialect } = loadSettings({ file: path, env: NEEDED }).feeds.sales;
  assert.deepEqual(dialect, { delimiter: "\t", quote: "'", encoding: "ISO-8859-1" });
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
  const path = file("encoding.json", { feeds: { sales: { encoding: "windows-1252" } } });
  assert.throws(() => loadSettings({ file: path, env: NEEDED }), refusal(/feeds\.sales\.encoding.*ISO-8859-1/));
});

for (const name of ["local", "production.example"]) {
  test(`conf/${name}.json is valid and complete without a variable`, () => {
    assert.notEqual(loadSettings({ file: `conf/${name}.json`, env: {} }).s3.bucket, "");
  });
}

test("conf/docker.json is valid and complete where the secret is mounted", () => {
  const secret = join(folder, "mounted");
  writeFileSync(secret, "s3cret");
  const settings = loadSettings({ file: "conf/docker.json", env: { MYSQL_PASSWORD_FILE: secret } });
  assert.equal(settings.s3.endpoint, "http://s3:9000");
});

test("the README's table has every setting with its variable, and no other", () => {
  const rows = [
    ...readFileSync("README.md", "utf8").matchAll(/^\| `(?<key>[\w<>]+(?:\.[\w<>]+)+)` \| (?<variable>[^|]+) \|/gm),
  ];
  const documented = new Map(rows.map(({ groups }) => [groups?.["key"], groups?.["variable"]?.replaceAll("`", "")]));
  const settings = settingsOf(JSON.parse(settingsSchema({}).getSchemaString()), "");
  const expected = settings.map(({ key, variable }) => [key.replace(/^feeds\.\w+/, "feeds.<feed>"), variable ?? "-"]);
  assert.deepEqual(Object.fromEntries(documented), Object.fromEntries(expected));
});

interface Setting {
  readonly key: string;
  readonly variable: string | undefined;
}

/** The leaves of convict's schema: those that have a format. */
function settingsOf(schema: unknown, path: string): readonly Setting[] {
  if (!isRecord(schema)) return [];
  if (isRecord(schema["_cvtProperties"])) {
    return Object.entries(schema["_cvtProperties"]).flatMap(([name, child]) =>
      settingsOf(child, path === "" ? name : `${path}.${name}`),
    );
  }
  const variable = schema["env"];
  return [{ key: path, variable: typeof variable === "string" ? variable : undefined }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function refusal(message: RegExp) {
  return (error: unknown) => error instanceof ConfigError && message.test(error.message);
}
