import assert from "node:assert/strict";
import { test } from "vitest";
import { judgeDurability } from "../../src/doctor/durability.ts";

const SOUND = { innodb_flush_log_at_trx_commit: "1", log_bin: "ON", sync_binlog: "1" };

test("a server that writes before it acknowledges, alone, is sound; so is one that has no such variables", () => {
  const alone = { wsrep_on: "OFF", group_replication_group_name: "", group_replication_single_primary_mode: "ON" };
  const inGroup = { group_replication_group_name: "a-b", group_replication_single_primary_mode: "ON" };
  for (const more of [{}, alone, inGroup, { log_bin: "OFF", sync_binlog: "0" }]) {
    assert.match(judgeDurability({ ...SOUND, ...more }), /on disk before/);
  }
  assert.match(judgeDurability({}), /on disk before/);
});

test("weaker settings are a warning that names them", () => {
  assert.throws(() => judgeDurability({ ...SOUND, sync_binlog: "0", innodb_flush_log_at_trx_commit: "2" }), {
    status: "warning",
    message:
      /^innodb_flush_log_at_trx_commit is 2, sync_binlog is 0: .* Set innodb_flush_log_at_trx_commit = 1, sync_binlog = 1\.$/,
  });
});

test("servers that all write at once fail, as the lease does not hold there", () => {
  const galera = { wsrep_on: "ON", wsrep_cluster_address: "gcomm://one,two" };
  const group = { group_replication_group_name: "a-b", group_replication_single_primary_mode: "OFF" };
  for (const more of [galera, group]) {
    assert.throws(() => judgeDurability({ ...SOUND, ...more }), { status: "failed", message: /Use one primary/ });
  }
});
