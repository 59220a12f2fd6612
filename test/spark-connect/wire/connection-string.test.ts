import assert from "node:assert/strict";
import { inspect } from "node:util";
import { test } from "vitest";
import { ConnectionError } from "../../../src/spark-connect/wire/connection-error.ts";
import { ConnectionString } from "../../../src/spark-connect/wire/connection-string.ts";

test("the port is 15002 unless given", () => {
  assert.equal(ConnectionString.parse("sc://spark").authority, "spark:15002");
  assert.equal(ConnectionString.parse("sc://spark/").authority, "spark:15002");
  assert.equal(ConnectionString.parse("sc://10.0.0.7:443").authority, "10.0.0.7:443");
});

test("an IPv6 address stands in brackets", () => {
  const { host, port, authority } = ConnectionString.parse("sc://[2001:db8::1]:4040/;use_ssl=true");
  assert.deepEqual([host, port, authority], ["2001:db8::1", 4040, "[2001:db8::1]:4040"]);
  assert.equal(ConnectionString.parse("sc://[::1]").authority, "[::1]:15002");
});

test("known parameters are read, others become headers", () => {
  const connection = ConnectionString.parse(
    "sc://spark:443/;use_ssl=TRUE;token=a%2Fb==;user_id=Ana%20Lima;session_id=0B7C3B7E-5f3c-4b6e-9d0a-1c2d3e4f5a6b;user_agent=job;x-cluster=a=b",
  );
  assert.equal(connection.useTls, true);
  assert.equal(connection.userId, "Ana Lima");
  assert.equal(connection.sessionId, "0B7C3B7E-5f3c-4b6e-9d0a-1c2d3e4f5a6b");
  assert.equal(connection.userAgent, "job");
  assert.deepEqual(
    [...connection.requestHeaders()],
    [
      ["x-cluster", "a=b"],
      ["authorization", "Bearer a/b=="],
    ],
  );
});

test("the environment completes the string, which comes first", () => {
  const environment = { SPARK_CONNECT_AUTHENTICATE_TOKEN: "from env", SPARK_USER: "env-user", USER: "login" };
  const bare = ConnectionString.parse("sc://spark", environment);
  assert.equal(bare.userId, "env-user");
  assert.equal(bare.requestHeaders().get("authorization"), "Bearer from env");
  assert.equal(bare.useTls, true);
  const full = ConnectionString.parse("sc://spark/;token=own;user_id=me", environment);
  assert.equal(full.userId, "me");
  assert.equal(full.requestHeaders().get("authorization"), "Bearer own");
  assert.equal(ConnectionString.parse("sc://spark", { SPARK_USER: "", USER: "login" }).userId, "login");
});

test("without a string, SPARK_REMOTE names the server", () => {
  const environment = { SPARK_REMOTE: "sc://shared:443/;use_ssl=true" };
  assert.equal(ConnectionString.parse(undefined, environment).authority, "shared:443");
  assert.equal(ConnectionString.parse("sc://own", environment).authority, "own:15002");
  for (const missing of [{}, { SPARK_REMOTE: "" }]) {
    assert.throws(() => ConnectionString.parse(undefined, missing), {
      code: "INVALID_CONNECTION_STRING",
      message: /SPARK_REMOTE is not set\. Set SPARK_REMOTE to sc:\/\/host:port/,
    });
  }
});

test("a token of the environment is not sent without TLS to another machine", () => {
  const environment = { SPARK_CONNECT_AUTHENTICATE_TOKEN: "SECRET" };
  assert.equal(ConnectionString.parse("sc://localhost", environment).useTls, false);
  assert.throws(() => ConnectionString.parse("sc://spark/;use_ssl=false", environment), {
    message: /a token would be sent without TLS to another machine, where others could read it\. Remove use_ssl=false/,
  });
});

test("a token turns TLS on, except towards this machine", () => {
  assert.equal(ConnectionString.parse("sc://spark/;token=t").useTls, true);
  for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"]) {
    assert.equal(ConnectionString.parse(`sc://${host}/;token=t`).useTls, false);
    assert.equal(ConnectionString.parse(`sc://${host}/;token=t;use_ssl=true`).useTls, true);
  }
  assert.equal(ConnectionString.parse("sc://spark").useTls, false);
});

test("a trailing semicolon is no parameter", () => {
  assert.equal(ConnectionString.parse("sc://spark/;user_id=me;").userId, "me");
});

const malformed: readonly [string, RegExp][] = [
  ["http://spark", /does not start with sc:\/\//],
  ["sc://", /the host is missing/],
  ["sc://:15002", /the host is missing/],
  ["sc://spark:port", /the port is not a number from 1 to 65535/],
  ["sc://spark:0", /the port is not a number/],
  ["sc://spark:65536", /the port is not a number/],
  ["sc://spark:", /the port is not a number/],
  ["sc://::1", /the host is malformed\. Put an IPv6 address in brackets/],
  ["sc://spark/default", /it has a path after the port/],
  ["sc://spark/x/;user_id=a", /it has a path after the port/],
  ["sc://spark;user_id=a", /the parameters do not start with \/;/],
  ["sc://me:SECRET@spark", /it has a user before the host/],
  ["sc://spark/;token:SECRET", /parameter 1 is not key=value/],
  ["sc://spark/;user_id=a;=SECRET", /parameter 2 is not key=value/],
  ["sc://spark/;token=%ZZSECRET", /the value of "token" has a malformed percent escape/],
  ["sc://spark/;token=", /the value of "token" is empty/],
  ["sc://spark/;token=SECRET%0A", /the token holds characters/],
  ["sc://spark/;token=SECRET;use_ssl=false", /a token would be sent without TLS to another machine/],
  ["sc://spark/;use_ssl=yes", /neither true nor false/],
  ["sc://spark/;session_id=SECRET", /the value of "session_id" is not a UUID/],
  ["sc://spark/;x%20y=SECRET", /cannot be sent as an HTTP header/],
];

for (const [text, problem] of malformed) {
  test(`${text} is refused with the reason, and without its values`, () => {
    assert.throws(
      () => ConnectionString.parse(text),
      (error) => {
        assert.ok(error instanceof ConnectionError);
        assert.equal(error.code, "INVALID_CONNECTION_STRING");
        assert.match(error.message, problem);
        assert.doesNotMatch(error.message, /SECRET/);
        return true;
      },
    );
  });
}

test("printing a connection shows no secret", () => {
  const connection = ConnectionString.parse("sc://spark/;token=SECRET;x-api-key=SECRET");
  for (const text of [String(connection), JSON.stringify(connection), inspect(connection, { showHidden: true })]) {
    assert.doesNotMatch(text, /SECRET/);
  }
});
