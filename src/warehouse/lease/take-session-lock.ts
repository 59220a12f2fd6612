import { lockHolder, takeLock } from "../named-lock.ts";
import type { Session } from "../session.ts";
import type { Sql } from "../sql.ts";
import { WarehouseError } from "../warehouse-error.ts";

/** A server that is busy takes a moment to see that the connection of a run that was killed has ended. */
const PATIENCE_SECONDS = 2;
const TRIES_AFTER_KILL = 10;
const TRY_SECONDS = 1;

const KILL = "KILL ?";

/**
 * Takes the lock that stands for the lease. If exactly the connection `outdated` holds it, that connection is ended
 * first: its owner's lease has run out, or it is a broken connection of our own that the server has not noticed.
 * Never ends another: a contender that took the lock meanwhile keeps it. Returns false when it is held.
 */
export async function takeSessionLock(session: Session, outdated: number | null): Promise<boolean> {
  if (await takeLock(session, "run", 0)) return true;
  if (outdated === null || (await lockHolder(session, "run")) !== outdated) {
    return await takeLock(session, "run", PATIENCE_SECONDS);
  }
  await kill(session, outdated);
  for (let tries = 0; tries < TRIES_AFTER_KILL; tries++) {
    if (await takeLock(session, "run", TRY_SECONDS)) return true;
    const holder = await lockHolder(session, "run");
    if (holder !== null && holder !== outdated) return false;
  }
  return false;
}

/** Needs no privilege for a connection of the same user. */
async function kill(db: Sql, connectionId: number): Promise<void> {
  try {
    await db.execute(KILL, [connectionId]);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  const cause = error instanceof WarehouseError ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "ER_NO_SUCH_THREAD";
}
