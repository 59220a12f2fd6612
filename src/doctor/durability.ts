import type { Row } from "../warehouse/index.ts";
import { Finding } from "./check.ts";

/** What a server says of itself, by the name of its variable; a server of another kind does not have them all. */
export type ServerVariables = Readonly<Record<string, string>>;

/** Variables and members of a group that tell whether the server promises what the commit relies on. */
export const DURABILITY_VARIABLES = [
  "innodb_flush_log_at_trx_commit",
  "log_bin",
  "sync_binlog",
  "wsrep_on",
  "wsrep_cluster_address",
  "group_replication_single_primary_mode",
  "group_replication_group_name",
] as const;

/**
 * Whether what the server has acknowledged survives its crash, and whether only one server writes.
 *
 * @throws Finding where it does not: failed where the lease itself does not hold, a warning where commits can be lost
 */
export function judgeDurability(variables: ServerVariables): string {
  const of = (name: (typeof DURABILITY_VARIABLES)[number]) => variables[name]?.toUpperCase() ?? "";
  if (of("wsrep_on") === "ON" && !["", "GCOMM://"].includes(of("wsrep_cluster_address"))) {
    throw new Finding("failed", `This is a node of a Galera cluster (wsrep_on). ${ONE_PRIMARY}`);
  }
  if (of("group_replication_group_name") !== "" && of("group_replication_single_primary_mode") === "OFF") {
    throw new Finding("failed", `Group replication runs with several primaries. ${ONE_PRIMARY}`);
  }
  const weak = [
    ...(isOtherThan(of("innodb_flush_log_at_trx_commit"), "1") ? ["innodb_flush_log_at_trx_commit"] : []),
    ...(of("log_bin") === "ON" && isOtherThan(of("sync_binlog"), "1") ? ["sync_binlog"] : []),
  ];
  if (weak.length === 0) return "commits are on disk before they are acknowledged, and one server writes";
  const values = weak.map((name) => `${name} is ${variables[name]}`).join(", ");
  throw new Finding(
    "warning",
    `${values}: a crash of the server can take back what it has acknowledged, and the ledger is older than the bucket then. Set ${weak.map((name) => `${name} = 1`).join(", ")}.`,
  );
}

const ONE_PRIMARY =
  "GET_LOCK and row locks hold on one node only, so two runs could proceed at once. Use one primary, to which MYSQL_HOST leads also after a failover.";

export function serverVariables(rows: readonly Row[]): ServerVariables {
  return Object.fromEntries(rows.map((row) => [String(row["Variable_name"]), String(row["Value"])]));
}

/** A server that does not have the variable says nothing of it. */
function isOtherThan(value: string, wanted: string): boolean {
  return value !== "" && value !== wanted;
}
