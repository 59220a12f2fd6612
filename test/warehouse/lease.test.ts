import assert from "node:assert/strict";
import { once } from "node:events";
import { hostname } from "node:os";
import { test } from "vitest";
import { openWarehouse } from "../../src/warehouse/connection.ts";
import { changeStatus, fencedWarehouse, insertPending } from "../../src/warehouse/index.ts";
import { acquireLease } from "../../src/warehouse/lease/acquire-lease.ts";
import type { Lease } from "../../src/warehouse/lease/hold-lease.ts";
import { LeaseBusyError } from "../../src/warehouse/lease/lease-errors.ts";
import { readHolder, requireToken } from "../../src/warehouse/lease/lease-row.ts";
import { until } from "../support/until.ts";
import { flakyNetwork } from "./flaky-network.ts";
import { migratedDatabase } from "./test-database.ts";

const LONG = { ttlMs: 60_000, renewMs: 15_000 };

test("one run holds the lease; another is told who, where and since when", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await using lease = await acquireLease(warehouse, { runId: "run-1", ...LONG });
  assert.equal(lease.fencingToken, 1);
  const holder = await readHolder(warehouse);
  await assert.rejects(acquireLease(warehouse, { runId: "run-2", ...LONG }), {
    name: "LeaseBusyError",
    message: `lease_busy: run run-1 on ${hostname()} (pid ${process.pid}) has held the lease since ${holder?.acquiredAt}. Run again when it is done.`,
  });
  lease.assertHeld();
});

test("after a release the next run begins at once, with a greater token", async () => {
  await using database = await migratedDatabase();
  const first = await acquireLease(database.warehouse, { runId: "run-1", ...LONG });
  await first.release();
  await first.release();
  await using second = await acquireLease(database.warehouse, { runId: "run-2", ...LONG });
  assert.equal(second.fencingToken, 2);
  assert.equal(first.signal.aborted, false);
});

test("of eight runs started at once, one works and seven are turned away", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const results = await Promise.allSettled(
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => acquireLease(warehouse, { runId: `run-${n}`, ...LONG })),
  );
  const refusals = results.filter((result) => result.status === "rejected").map(({ reason }) => reason);
  assert.equal(refusals.length, 7);
  for (const reason of refusals) assert.ok(reason instanceof LeaseBusyError, String(reason));
  for (const result of results) if (result.status === "fulfilled") await result.value.release();
});

test("two databases on one server have two leases", async () => {
  await using one = await migratedDatabase();
  await using two = await migratedDatabase();
  await using first = await acquireLease(one.warehouse, { runId: "run-1", ...LONG });
  await using second = await acquireLease(two.warehouse, { runId: "run-1", ...LONG });
  assert.deepEqual([first.fencingToken, second.fencingToken], [1, 1]);
});

test("a dead holder is replaced at once, though its lease has not expired", async () => {
  await using database = await migratedDatabase();
  const network = await flakyNetwork(database.settings);
  const doomed = await openWarehouse({ ...database.settings, port: network.port });
  const dead = await acquireLease(doomed, { runId: "dead", ...LONG });
  // The process is gone: its connections end and nothing reconnects.
  await network[Symbol.asyncDispose]();
  await until("the dead run's lease is free", async () => {
    const next = await acquireLease(database.warehouse, { runId: "next", ...LONG }).catch(() => undefined);
    await next?.release();
    return next?.fencingToken === 2;
  });
  await dead.release();
  await doomed.close();
});

test("a holder that hangs is replaced when its lease has expired, and then stops", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await using network = await flakyNetwork(database.settings);
  await using frozen = await openWarehouse({ ...database.settings, port: network.port });
  const hanging = await acquireLease(frozen, { runId: "hanging", ttlMs: 4_000, renewMs: 1_000 });
  network.freeze();
  await assert.rejects(acquireLease(warehouse, { runId: "early", ...LONG }), { name: "LeaseBusyError" });
  await until("the lease has expired", async () => (await readHolder(warehouse))?.expired === true);
  await using next = await acquireLease(warehouse, { runId: "next", ...LONG });
  assert.equal(next.fencingToken, 2);
  if (!hanging.signal.aborted) await once(hanging.signal, "abort");
  assert.throws(() => hanging.assertHeld(), {
    name: "LeaseLostError",
    message:
      "lease_lost: it could not be renewed for 4000 ms. Nothing was committed after that; the next run continues.",
  });
  await assert.rejects(requireToken(warehouse, hanging.fencingToken, "look"), {
    name: "FencedOutError",
    message:
      "fenced_out: this run's fencing token is 1, but next took the lease with 2. Nothing was written; that run continues.",
  });
  await hanging.release();
  next.assertHeld();
});

test("of several runs that find an expired lease, one takes it and keeps it", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await using network = await flakyNetwork(database.settings);
  await using frozen = await openWarehouse({ ...database.settings, port: network.port });
  await using hanging = await acquireLease(frozen, { runId: "hanging", ttlMs: 300, renewMs: 100 });
  network.freeze();
  await until("the lease has expired", async () => (await readHolder(warehouse))?.expired === true);
  const results = await Promise.allSettled(
    [1, 2, 3, 4].map((n) => acquireLease(warehouse, { runId: `run-${n}`, ...LONG })),
  );
  const winners = results.filter((result) => result.status === "fulfilled").map(({ value }) => value);
  assert.deepEqual(
    winners.map(({ fencingToken }) => fencingToken),
    [hanging.fencingToken + 1],
  );
  for (const result of results) if (result.status === "rejected") assert.ok(result.reason instanceof LeaseBusyError);
  const [winner] = winners;
  await assert.rejects(acquireLease(warehouse, { runId: "late", ...LONG }), { name: "LeaseBusyError" });
  winner?.assertHeld();
  await winner?.release();
});

test("a renewed lease outlives its first expiry", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await using lease = await acquireLease(warehouse, { runId: "run-1", ttlMs: 400, renewMs: 50 });
  const first = await readHolder(warehouse);
  await until("the first lease would have expired", async () => {
    const [row] = await warehouse.query("SELECT ? < NOW(6) AS past", [sqlTime(first?.expiresAt)]);
    return Number(row?.["past"]) === 1;
  });
  lease.assertHeld();
  await assert.rejects(acquireLease(warehouse, { runId: "run-2", ...LONG }), { name: "LeaseBusyError" });
});

test("a dropped connection is mended and the lease goes on, if nobody took it meanwhile", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await using lease = await acquireLease(warehouse, { runId: "run-1", ...LONG });
  const before = await readHolder(warehouse);
  await warehouse.execute("KILL ?", [before?.connectionId ?? 0]);
  await until(
    "the lease is held by another connection",
    async () => (await readHolder(warehouse))?.connectionId !== before?.connectionId,
  );
  await assert.rejects(acquireLease(warehouse, { runId: "run-2", ...LONG }), { name: "LeaseBusyError" });
  lease.assertHeld();
  await requireToken(warehouse, lease.fencingToken, "look");
});

test("a holder whose lock another run took is told so", async () => {
  await using database = await migratedDatabase();
  await using network = await flakyNetwork(database.settings);
  await using unlucky = await openWarehouse({ ...database.settings, port: network.port });
  const lease = await acquireLease(unlucky, { runId: "run-1", ...LONG });
  const aborted = once(lease.signal, "abort");
  // The holder connects anew, but its first try to take the lock again fails, and the other run is faster.
  network.loseMessage("GET_LOCK");
  network.cutAll();
  const taken: Lease[] = [];
  await until("another run takes the lease", async () => {
    taken.push(
      ...(await acquireLease(database.warehouse, { runId: "run-2", ...LONG }).then(
        (lease) => [lease],
        () => [],
      )),
    );
    return taken.length > 0;
  });
  await aborted;
  assert.throws(() => lease.assertHeld(), { name: "LeaseLostError", message: /another run has taken the lock/ });
  for (const other of taken) await other.release();
});

function sqlTime(instant: string | undefined): string {
  return (instant ?? "").replace("T", " ").replace("Z", "");
}

test("a lease ends by whichever clock says the longer time: one stands still while the host sleeps, one can be set back", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const clocks = { monotonic: 1_000, wall: 1_700_000_000_000 };
  const takeLease = (runId: string) =>
    acquireLease(warehouse, {
      runId,
      ...LONG,
      clocks: { monotonic: () => clocks.monotonic, wall: () => clocks.wall },
    });
  const expired = { name: "LeaseLostError", message: /could not be renewed for 60000 ms/ };

  await using asleep = await takeLease("run-1");
  clocks.wall += LONG.ttlMs - 1;
  asleep.assertHeld();
  clocks.wall += 1;
  assert.throws(() => asleep.assertHeld(), expired);
  assert.equal(asleep.signal.aborted, true);

  await using setBack = await takeLease("run-2");
  clocks.wall -= 3_600_000;
  clocks.monotonic += LONG.ttlMs - 1;
  setBack.assertHeld();
  clocks.monotonic += 1;
  assert.throws(() => setBack.assertHeld(), expired);
});

test("a process that another has replaced changes nothing in the ledger, whatever it believes of itself", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await using first = await acquireLease(warehouse, { runId: "run-1", ...LONG });
  const fenced = fencedWarehouse(warehouse, first);
  const file = {
    bucket: "lake",
    objectKey: "raw/sales/a.csv",
    etag: "1",
    sizeBytes: 1,
    lastModified: null,
    feed: "sales",
  };
  const [pending] = await insertPending(fenced, { runId: "run-1", files: [file] });
  assert.ok(pending);
  await fenced.execute("UPDATE staging_files SET size_bytes = 2");
  await warehouse.execute("UPDATE pipeline_lease SET fencing_token = fencing_token + 1, owner_run_id = 'run-2'");
  const ledger = async () => [
    await warehouse.query("SELECT * FROM staging_files"),
    await warehouse.query("SELECT * FROM staging_file_events"),
    await warehouse.query("SHOW TABLES LIKE 'load%'"),
  ];
  const before = await ledger();

  const writes: Readonly<Record<string, () => Promise<unknown>>> = {
    "a new file": () => insertPending(fenced, { runId: "run-1", files: [{ ...file, etag: "2" }] }),
    "a status": () =>
      changeStatus(fenced, {
        fileId: pending.fileId,
        to: "Invalid",
        runId: "run-1",
        message: "late",
      }),
    "a single statement": () => fenced.execute("DELETE FROM staging_files"),
    "a load table": () => fenced.execute("CREATE TABLE load_late (id INT)"),
  };
  for (const [what, write] of Object.entries(writes)) {
    await assert.rejects(write(), { name: "FencedOutError", message: /run-2 took the lease with 2/ }, what);
  }

  assert.deepEqual(await ledger(), before);
  assert.equal(String(before[0]?.[0]?.["size_bytes"]), "2");
});
