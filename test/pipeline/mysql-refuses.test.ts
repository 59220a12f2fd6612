import assert from "node:assert/strict";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { changeStatus, openWarehouse } from "../../src/warehouse/index.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { OwnMysql } from "../support/own-mysql.ts";
import { runCli } from "../support/run-cli.ts";
import { AS_OF } from "../support/sales-files.ts";
import { until } from "../support/until.ts";
import { SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

let mysql: OwnMysql;

beforeAll(async () => {
  mysql = await OwnMysql.start();
  await mysql.administrator.query("SET GLOBAL innodb_lock_wait_timeout = 1");
});

afterAll(async () => await mysql[Symbol.asyncDispose]());

test("a status that cannot be written ends the run, is kept in the events, and the next run writes it", async () => {
  await using world = await worldWithFiles();
  const { database } = world.settings.mysql;
  await mysql.administrator.query(
    `CREATE TRIGGER ${database}.refuse BEFORE UPDATE ON ${database}.staging_files FOR EACH ROW
     IF NEW.status = 'Processed' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not today'; END IF`,
  );
  const refused = await runCli(["run"], world.env);
  assert.equal(refused.code, 2, refused.stdout);
  assert.match(refused.stderr, /^sales-pipeline: query_failed: .* not today \(ER_SIGNAL_EXCEPTION\)/m);
  const [files] = await world.rows<{ n: string }>("SELECT COUNT(*) AS n FROM staging_files");
  assert.deepEqual(await failedUpdates(world), [{ to_status: "Processed", code: "query_failed", files: files?.n }]);
  const report = await runCli(["report"], world.env);
  assert.match(report.stdout, /Updates of a file's status that failed at first:\n[\s\S]*not today/);

  await mysql.administrator.query(`DROP TRIGGER ${database}.refuse`);
  assert.equal((await world.run()).error, undefined);
  await expectWorkedExample(world);
  assert.deepEqual(await world.rows("SELECT DISTINCT status FROM staging_files"), [{ status: "Processed" }]);
});

test("a server's init_connect that turns autocommit off does no harm", async () => {
  await using world = await openWorld();
  await mysql.administrator.query("SET GLOBAL init_connect = 'SET autocommit = 0'");
  try {
    await using warehouse = await openWarehouse(world.settings.mysql);
    await warehouse.execute("INSERT INTO store (id) VALUES (7)");
  } finally {
    await mysql.administrator.query("SET GLOBAL init_connect = ''");
  }
  assert.deepEqual(await world.rows("SELECT id FROM store"), [{ id: 7 }]);
});

test("a status whose row somebody holds is written when it is free again; the log and the events tell of the wait", async () => {
  await using world = await worldWithFiles();
  const lines: string[] = [];
  const holder = await connectTo(world);
  let freed: Promise<void> | undefined;
  const { error } = await runPipeline({
    job: salesJob,
    settings: world.settings,
    asOf: AS_OF,
    signal: new AbortController().signal,
    logger: (bindings) => createLogger("warn", bindings, { write: (line) => void lines.push(line) }),
    failpoint: async (point) => {
      if (point !== "files_judged") return;
      await holder.query("START TRANSACTION");
      await holder.query("SELECT * FROM staging_files FOR UPDATE");
      freed = until("an update failed", async () => (await failedUpdates(world)).length > 0).then(async () => {
        await holder.query("ROLLBACK");
      });
    },
  });
  await freed;
  await holder.end();

  assert.equal(error, undefined);
  await expectWorkedExample(world);
  const [failed] = await failedUpdates(world);
  assert.deepEqual([failed?.to_status, failed?.code], ["Processing", "lock_timeout"]);
  assert.ok(lines.some((line) => /lock_timeout: MySQL at .* Trying again in \d+ ms\./.test(line)));
  assert.deepEqual(await world.rows("SELECT state FROM batches"), [{ state: "completed" }]);
});

test("a row that stays locked is tried a bounded number of times", async () => {
  await using world = await openWorld();
  await world.change(
    `INSERT INTO staging_files (file_id, bucket, object_key, etag, size_bytes, feed, status, run_id)
     VALUES (1, 'b', 'raw/sales/a.csv', 'e', 1, 'sales', 'Pending', 'another run')`,
  );
  const holder = await connectTo(world);
  await holder.query("START TRANSACTION");
  await holder.query("SELECT * FROM staging_files WHERE file_id = 1 FOR UPDATE");
  await using warehouse = await openWarehouse(world.settings.mysql, { attempts: 2, sleep: async () => {} });

  const change = changeStatus(warehouse, { fileId: 1, to: "Failed", runId: "a run", message: "as asked" });

  await assert.rejects(change, { code: "lock_timeout", transient: true });
  const failed = "SELECT to_status FROM staging_file_events WHERE run_id = 'a run' AND outcome = 'failed'";
  assert.deepEqual(await world.rows(failed), [{ to_status: "Failed" }, { to_status: "Failed" }]);
  await holder.end();
});

test("a write waits for a connection when the server has none to give", async () => {
  await using world = await openWorld();
  const limit = 12;
  await mysql.administrator.query(`SET GLOBAL max_connections = ${limit}`);
  const others = await takeAllConnections(world, limit);
  const free = async () => void (await Promise.all(others.splice(0).map((connection) => connection.end())));
  const connected = async () => {
    const [rows] = await mysql.administrator.query("SHOW STATUS LIKE 'Threads_connected'");
    return Number(/\d+/.exec(JSON.stringify(rows))?.[0]);
  };
  const taken = await connected();
  const [last] = others.splice(-1);
  await last?.end();
  // The server gives the place back some time after it has said goodbye.
  await until("the server has a free connection", async () => (await connected()) < taken);
  const retries: string[] = [];
  const onRetry = ({ error }: { readonly error: { readonly code: string } }) => retries.push(error.code);
  await using warehouse = await openWarehouse(world.settings.mysql, { onRetry, sleep: free });
  // The one connection of its pool is taken too.
  await warehouse.transaction(async () => {
    await warehouse.execute("UPDATE pipeline_lease SET host = 'here'");
  });

  assert.deepEqual(retries, ["too_many_connections"]);
  assert.deepEqual(await world.rows("SELECT host FROM pipeline_lease"), [{ host: "here" }]);
  await mysql.administrator.query("SET GLOBAL max_connections = DEFAULT");
});

async function takeAllConnections(world: World, limit: number) {
  const taken = [];
  for (let n = 0; n < limit; n++) {
    try {
      taken.push(await connectTo(world));
    } catch {
      break;
    }
  }
  return taken;
}

async function connectTo({ settings, env }: World) {
  const { host, port, user, database } = settings.mysql;
  const password = env["MYSQL_PASSWORD"] ?? "";
  return await createConnection({ host, port, user, password, database });
}

async function worldWithFiles(): Promise<World> {
  const world = await openWorld();
  await knowDimensions(world);
  await world.landAll([SALES_FILE]);
  return world;
}

async function failedUpdates(world: World) {
  return await world.rows<{ to_status: string; code: string; files: string }>(
    `SELECT to_status, SUBSTRING_INDEX(message, ':', 1) AS code, COUNT(DISTINCT file_id) AS files
     FROM staging_file_events
     WHERE outcome = 'failed'
     GROUP BY to_status, SUBSTRING_INDEX(message, ':', 1)`,
  );
}
