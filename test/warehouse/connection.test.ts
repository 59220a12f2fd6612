import assert from "node:assert/strict";
import { connect, createServer } from "node:net";
import { test } from "vitest";
import { openWarehouse, type Warehouse, type WarehouseSettings } from "../../src/warehouse/connection.ts";
import { until } from "../support/until.ts";
import { flakyNetwork } from "./flaky-network.ts";
import { emptyDatabase } from "./test-database.ts";

test("sessions run in UTC, in strict mode, at READ COMMITTED, also when the pool opens several", async () => {
  await using database = await emptyDatabase();
  const { warehouse } = database;
  const seen = await Promise.all(
    [1, 2, 3, 4].map(() =>
      warehouse.query(
        "SELECT @@time_zone AS zone, @@transaction_isolation AS isolation, @@sql_mode AS mode, SLEEP(0.05)",
      ),
    ),
  );
  for (const [row] of seen) {
    assert.equal(row?.["zone"], "+00:00");
    assert.equal(row?.["isolation"], "READ-COMMITTED");
    assert.match(String(row?.["mode"]), /STRICT_ALL_TABLES/);
  }
});

test("decimals, big integers, instants and JSON arrive as exact text", async () => {
  await using database = await emptyDatabase();
  const { warehouse } = database;
  await warehouse.execute("CREATE TABLE t (d DECIMAL(30,2), b BIGINT, i INT, at DATETIME(6), day DATE, j JSON)");
  const values = [
    "1234567890123456789012345678.90",
    9223372036854775807n,
    7,
    "2024-02-29 23:59:59.000001",
    "0999-01-01",
  ];
  await warehouse.execute("INSERT INTO t VALUES (?)", [[...values, '["2024-01"]']]);
  assert.deepEqual(
    [...(await warehouse.query("SELECT * FROM t"))].map((row) => ({ ...row })),
    [
      {
        d: "1234567890123456789012345678.90",
        b: "9223372036854775807",
        i: 7,
        at: "2024-02-29 23:59:59.000001",
        day: "0999-01-01",
        j: '["2024-01"]',
      },
    ],
  );
});

test("an update counts the rows that changed, not those that it matched", async () => {
  await using database = await emptyDatabase();
  const { warehouse } = database;
  await warehouse.execute("CREATE TABLE t (a INT)");
  await warehouse.execute("INSERT INTO t VALUES ?", [[[1], [2]]]);
  assert.equal((await warehouse.execute("UPDATE t SET a = 2")).affectedRows, 1);
});

test("a server that does not answer is named with its address", async () => {
  const port = await unusedPort();
  await assert.rejects(openWarehouse({ host: "127.0.0.1", port, database: "d", user: "u", password: "canary-pw" }), {
    name: "WarehouseError",
    code: "unreachable",
    transient: true,
    message: `unreachable: MySQL at 127.0.0.1:${port} does not answer (ECONNREFUSED). Check that the server runs, and MYSQL_HOST and MYSQL_PORT.`,
  });
});

test("a refused login names the user and never the password", async () => {
  await using database = await emptyDatabase();
  const { host, port } = database.settings;
  await assert.rejects(
    openWarehouse({ ...database.settings, user: "nobody", password: "canary-pw" }),
    (error: Error) => {
      assert.equal(
        error.message,
        `access_denied: MySQL at ${host}:${port} refused user 'nobody'. Check MYSQL_USER and MYSQL_PASSWORD (or MYSQL_PASSWORD_FILE).`,
      );
      assert.doesNotMatch(JSON.stringify([error.stack, error.cause, String(error.cause)]), /canary/);
      return true;
    },
  );
});

test("a database that does not exist is named", async () => {
  await using database = await emptyDatabase();
  // A name that the test user is allowed to see, so the server says "unknown" and not "denied".
  const name = `${database.settings.database}0`;
  const { host, port } = database.settings;
  await assert.rejects(openWarehouse({ ...database.settings, database: name }), {
    code: "unknown_database",
    message: `unknown_database: MySQL at ${host}:${port} has no database '${name}'. Create it, or correct MYSQL_DATABASE.`,
  });
});

test("a read is repeated on a new connection when its own was lost", async () => {
  await using database = await emptyDatabase();
  await using network = await flakyNetwork(database.settings);
  const retries: string[] = [];
  await using warehouse = await openWarehouse(
    { ...database.settings, port: network.port },
    { onRetry: ({ error, attempt }) => retries.push(`${attempt} ${error.code}`), sleep: async () => {} },
  );
  network.loseMessage("40 + 2");
  // MySQL calls this number a BIGINT, MariaDB an INT.
  assert.equal(Number((await warehouse.query("SELECT 40 + 2 AS answer"))[0]?.["answer"]), 42);
  assert.deepEqual(retries, ["1 connection_lost"]);
});

test("a write is sent once: a lost connection is the caller's to judge", async () => {
  await using database = await emptyDatabase();
  await database.warehouse.execute("CREATE TABLE t (a INT)");
  await using network = await flakyNetwork(database.settings);
  await using warehouse = await openWarehouse({ ...database.settings, port: network.port });
  network.loseReplyTo("INSERT");
  await assert.rejects(warehouse.execute("INSERT INTO t VALUES (1)"), { code: "connection_lost", transient: true });
  assert.equal((await warehouse.query("SELECT COUNT(*) AS n FROM t"))[0]?.["n"], "1");
});

test("a transaction whose connection is lost before COMMIT runs again; after COMMIT its outcome is unknown", async () => {
  await using database = await emptyDatabase();
  await database.warehouse.execute("CREATE TABLE t (a INT)");
  await using network = await flakyNetwork(database.settings);
  await using warehouse = await openWarehouse({ ...database.settings, port: network.port }, { sleep: async () => {} });
  const insert = () => warehouse.transaction((sql) => sql.execute("INSERT INTO t VALUES (1)"));
  network.loseReplyTo("INSERT");
  await insert();
  assert.equal((await warehouse.query("SELECT COUNT(*) AS n FROM t"))[0]?.["n"], "1");
  network.loseReplyTo("COMMIT");
  await assert.rejects(insert(), { code: "outcome_unknown" });
  assert.equal((await warehouse.query("SELECT COUNT(*) AS n FROM t"))[0]?.["n"], "2");
  network.loseMessage("COMMIT");
  await assert.rejects(insert(), { code: "outcome_unknown" });
  assert.equal((await warehouse.query("SELECT COUNT(*) AS n FROM t"))[0]?.["n"], "2");
});

test("a deadlock is retried", async () => {
  const retries: string[] = [];
  await using database = await emptyDatabase({ onRetry: ({ error }) => retries.push(error.code) });
  const { warehouse } = database;
  await warehouse.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
  await warehouse.execute("INSERT INTO t VALUES ?", [
    [
      [1, 0],
      [2, 0],
    ],
  ]);
  const both = Promise.withResolvers<void>();
  let holding = 0;
  const bump = (ids: readonly number[]) =>
    warehouse.transaction(async (sql) => {
      for (const id of ids) {
        await sql.execute("UPDATE t SET n = n + 1 WHERE id = ?", [id]);
        holding += 1;
        if (holding === 2) both.resolve();
        await both.promise;
      }
    });
  await Promise.all([bump([1, 2]), bump([2, 1])]);
  assert.deepEqual(retries, ["deadlock"]);
  assert.deepEqual((await warehouse.query("SELECT SUM(n) AS n FROM t"))[0]?.["n"], "4");
});

test("whatever a server says to what every session sets is told, at once", async () => {
  await using database = await emptyDatabase();
  const refusals = [
    {
      from: /STRICT_ALL_TABLES/,
      to: "STRICT_NO_TABLES",
      said: /does not take what every session sets \(.*sql_mode.*STRICT_NO_TABLES/,
    },
    { from: /ISOLATION LEVEL/, to: "ISOLATION LEVET", said: /does not take what every session sets \(.*syntax/ },
    { from: /SET SESSION TRANSACTION/, to: "SET GLOBAL  TRANSACTION", said: /^access_denied: .*SUPER/ },
  ];
  for (const { from, to, said } of refusals) {
    await using server = await rewriting(database.settings, from, to);
    const retries: string[] = [];
    const opening = openWarehouse(
      { ...database.settings, port: server.port },
      { onRetry: ({ error }) => retries.push(error.code), sleep: async () => {} },
    );
    await assert.rejects(opening, { transient: false, message: said });
    assert.deepEqual(retries, []);
  }
});

test("a server without a variable that every session sets is named with it, at once", async () => {
  await using database = await emptyDatabase();
  await using server = await rewriting(database.settings, /lock_wait_timeout/, "lock_wait_timeouX");
  const retries: string[] = [];
  await assert.rejects(
    openWarehouse(
      { ...database.settings, port: server.port },
      { onRetry: ({ error }) => retries.push(error.code), sleep: async () => {} },
    ),
    {
      code: "server_too_old",
      transient: false,
      message: /lacks a variable that every session sets \(.*lock_wait_timeouX.*\)\. docs\/mysql\.md/,
    },
  );
  assert.deepEqual(retries, []);
});

test("a statement that takes too long is ended, on the server too, and is not tried again", async () => {
  await using database = await emptyDatabase();
  await using warehouse = await openWarehouse({ ...database.settings, statementTimeoutMs: 500 });
  await assert.rejects(warehouse.query("SELECT SLEEP(1000) AS limited"), {
    code: "statement_timeout",
    transient: true,
    message: /did not answer a statement within 0\.5 s.*mysql\.statementTimeoutSeconds/,
  });
  await untilGone(database.warehouse, "limited");
  await assert.rejects(
    warehouse.transaction((sql) => sql.query("SELECT SLEEP(1000) AS limited")),
    { code: "statement_timeout" },
  );
  assert.equal((await warehouse.query("SELECT 1 AS one")).length, 1);
});

test("what is under way ends when the run is told to stop; what is done in a moment is still done", async () => {
  await using database = await emptyDatabase();
  const stop = new AbortController();
  await using warehouse = await openWarehouse(database.settings, { signal: stop.signal });
  const reason = new Error("told to stop");
  const slow = warehouse.query("SELECT SLEEP(1000) AS stopped");
  stop.abort(reason);
  await assert.rejects(slow, reason);
  await untilGone(database.warehouse, "stopped");
  assert.equal((await warehouse.query("SELECT 1 AS one")).length, 1);
});

test("a warehouse that is closed leaves nobody waiting", async () => {
  await using database = await emptyDatabase();
  const warehouse = await openWarehouse(database.settings, { attempts: 1 });
  const waiting = Array.from({ length: 10 }, () => warehouse.query("SELECT SLEEP(1000) AS closed"));
  const ended = Promise.allSettled(waiting);
  await until("all sessions are busy", async () => (await running(database.warehouse, "closed")) === 8);
  await warehouse.close();
  for (const result of await ended) assert.equal(result.status, "rejected");
});

async function running(warehouse: Warehouse, text: string): Promise<number> {
  const rows = await warehouse.query("SELECT info FROM information_schema.processlist WHERE id <> CONNECTION_ID()");
  return rows.filter(({ info }) => String(info).includes(`AS ${text}`)).length;
}

async function untilGone(warehouse: Warehouse, text: string): Promise<void> {
  await until(`the server ends ${text}`, async () => (await running(warehouse, text)) === 0);
}

/** In front of the server: the first text that a client sends and that matches becomes another of the same length. */
async function rewriting({ host, port }: WarehouseSettings, from: RegExp, to: string) {
  const server = createServer((client) => {
    const upstream = connect(port, host);
    client.on("data", (bytes) => {
      const text = bytes.toString("latin1");
      const found = from.exec(text)?.[0] ?? "";
      upstream.write(found === "" ? bytes : Buffer.from(text.replace(found, to.padEnd(found.length)), "latin1"));
    });
    upstream.on("data", (bytes) => client.write(bytes));
    for (const socket of [client, upstream])
      socket.on("error", () => {}).on("close", () => [client, upstream].map((one) => one.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
