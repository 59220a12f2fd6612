import { integerOrNull } from "./row.ts";
import type { Sql } from "./sql.ts";

/**
 * A lock that the server ties to the session that took it: it is free at once when that session ends, however it ends.
 * Names are server-wide and at most 64 characters, hence the digest of the database's name.
 */
export type NamedLock = "run" | "migrate";

// SHA2 and not MD5, which MySQL 9.6 took out of the server.
const NAME = "CONCAT('sales-pipeline.', ?, '.', LEFT(SHA2(DATABASE(), 256), 32))";
const TAKE = `SELECT GET_LOCK(${NAME}, ?) AS taken`;
const GIVE_BACK = `SELECT RELEASE_LOCK(${NAME}) AS released`;
const HOLDER = `SELECT IS_USED_LOCK(${NAME}) AS connection_id`;

/** Returns false when another session still holds it after `waitSeconds`. */
export async function takeLock(session: Sql, lock: NamedLock, waitSeconds: number): Promise<boolean> {
  const [row] = await session.query(TAKE, [lock, waitSeconds]);
  return row !== undefined && integerOrNull(row, "taken") === 1;
}

export async function giveBackLock(session: Sql, lock: NamedLock): Promise<void> {
  await session.query(GIVE_BACK, [lock]);
}

/** The connection that holds the lock, or null. */
export async function lockHolder(db: Sql, lock: NamedLock): Promise<number | null> {
  const [row] = await db.query(HOLDER, [lock]);
  return row === undefined ? null : integerOrNull(row, "connection_id");
}
