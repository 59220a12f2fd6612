import { fitText } from "../fit-text.ts";
import { flag, instant, integer, integerOrNull, text, textOrNull } from "../row.ts";
import type { Sql } from "../sql.ts";
import { FencedOutError } from "./lease-errors.ts";
import type { LeaseHolder } from "./lease-holder.ts";

const READ = `
  SELECT owner_run_id, host, pid, acquired_at, expires_at, connection_id, expires_at <= NOW(6) AS expired
  FROM pipeline_lease
  WHERE name = 'run' AND owner_run_id IS NOT NULL`;

const CLAIM = `
  UPDATE pipeline_lease
  SET fencing_token = fencing_token + 1,
      owner_run_id = ?,
      host = ?,
      pid = ?,
      connection_id = CONNECTION_ID(),
      acquired_at = NOW(6),
      renewed_at = NOW(6),
      expires_at = NOW(6) + INTERVAL ? MICROSECOND
  WHERE name = 'run'`;

const TOKEN = "SELECT fencing_token, owner_run_id FROM pipeline_lease WHERE name = 'run'";

const RENEW = `
  UPDATE pipeline_lease
  SET renewed_at = NOW(6), expires_at = NOW(6) + INTERVAL ? MICROSECOND, connection_id = CONNECTION_ID()
  WHERE name = 'run' AND fencing_token = ?`;

const RELEASE = `
  UPDATE pipeline_lease
  SET expires_at = NOW(6), connection_id = NULL
  WHERE name = 'run' AND fencing_token = ?`;

/** The last run that took the lease, or undefined before the first one. */
export async function readHolder(db: Sql): Promise<LeaseHolder | undefined> {
  const [row] = await db.query(READ);
  if (row === undefined) return undefined;
  return {
    runId: text(row, "owner_run_id"),
    host: text(row, "host"),
    pid: integer(row, "pid"),
    acquiredAt: instant(row, "acquired_at"),
    expiresAt: instant(row, "expires_at"),
    expired: flag(row, "expired"),
    connectionId: integerOrNull(row, "connection_id"),
  };
}

export interface LeaseOwner {
  readonly runId: string;
  readonly host: string;
  readonly pid: number;
}

/** Writes the new owner; returns its fencing token. The session must hold the lock, so nobody else claims meanwhile. */
export async function claimRow(session: Sql, { runId, host, pid }: LeaseOwner, ttlMs: number): Promise<number> {
  await session.execute(CLAIM, [runId, fitText("pipeline_lease.host", host), pid, ttlMs * 1000]);
  const [row] = await session.query(TOKEN);
  if (row === undefined)
    throw new Error("pipeline_lease has lost its row. Run `sales-pipeline init` on a fresh database, or restore it.");
  return integer(row, "fencing_token");
}

/** Returns false when another run has the lease now. */
export async function renewRow(session: Sql, token: number, ttlMs: number): Promise<boolean> {
  return (await session.execute(RENEW, [ttlMs * 1000, token])).affectedRows === 1;
}

export async function releaseRow(session: Sql, token: number): Promise<void> {
  await session.execute(RELEASE, [token]);
}

/**
 * Throws `FencedOutError` when another run has taken the lease since. With `lock`, inside a transaction, no run can
 * take it before the transaction ends.
 */
export async function requireToken(sql: Sql, token: number, lock: "lock" | "look"): Promise<void> {
  const [row] = await sql.query(lock === "lock" ? `${TOKEN} FOR UPDATE` : TOKEN);
  const current = row === undefined ? 0 : integer(row, "fencing_token");
  if (current !== token)
    throw new FencedOutError(token, current, row === undefined ? null : textOrNull(row, "owner_run_id"));
}
