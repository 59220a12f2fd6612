import assert from "node:assert/strict";
import { test } from "vitest";
import { judgeVersion } from "../../src/doctor/server-version.ts";

test("supported servers are told by their vendor and version", () => {
  const supported: Readonly<Record<string, string>> = {
    "8.0.36-0ubuntu0.22.04.1": "MySQL 8.0.36 is supported",
    "8.4.3": "MySQL 8.4.3 is supported",
    "9.7.0-log": "MySQL 9.7.0 is supported",
    "11.4.5-MariaDB-log": "MariaDB 11.4.5 is supported",
    "5.5.5-10.11.6-MariaDB-1:10.11.6+maria~ubu2204": "MariaDB 10.11.6 is supported",
  };
  for (const [reported, said] of Object.entries(supported)) assert.equal(judgeVersion(reported), said);
});

test("older ones fail, each by its own oldest version", () => {
  for (const reported of ["5.7.44-log", "8.0.18", "10.5.23-MariaDB", "5.5.5-10.3.39-MariaDB"]) {
    assert.throws(() => judgeVersion(reported), {
      status: "failed",
      message: /is too old\. MySQL from 8\.0\.19 and MariaDB from 10\.6\.0 are supported\.$/,
    });
  }
});

test("a version that says nothing is a warning", () => {
  assert.throws(() => judgeVersion("proxy"), { status: "warning", message: /^The server calls its version 'proxy'/ });
});
