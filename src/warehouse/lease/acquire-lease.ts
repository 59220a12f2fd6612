import { hostname } from "node:os";
import type { Warehouse } from "../connection.ts";
import { lockHolder } from "../named-lock.ts";
import type { Session } from "../session.ts";
import { type Clocks, momentOf, SYSTEM_CLOCKS } from "./clocks.ts";
import { holdLease, type Lease } from "./hold-lease.ts";
import { LeaseBusyError } from "./lease-errors.ts";
import { claimRow, readHolder } from "./lease-row.ts";
import { takeSessionLock } from "./take-session-lock.ts";

export interface LeaseOptions {
  readonly runId: string;
  /** A holder that has not renewed for so long may be replaced. */
  readonly ttlMs: number;
  readonly renewMs: number;
  /** @default those of the system */
  readonly clocks?: Clocks;
}

/**
 * Takes the lease that lets one run at a time proceed. It has two halves: a session lock, which the server frees the
 * moment its holder's connection ends, so nobody waits for a dead run; and a row with an expiry and a fencing token,
 * which decide when the holder hangs or is cut off.
 *
 * @throws LeaseBusyError if another run holds it and renews it
 */
export async function acquireLease(
  warehouse: Warehouse,
  { runId, ttlMs, renewMs, clocks = SYSTEM_CLOCKS }: LeaseOptions,
): Promise<Lease> {
  const session = await warehouse.openSession();
  try {
    const last = await readHolder(session);
    const outdated = last?.expired ? last.connectionId : null;
    if (!(await takeSessionLock(session, outdated))) throw await busy(session);
    const since = momentOf(clocks);
    const fencingToken = await claimRow(session, { runId, host: hostname(), pid: process.pid }, ttlMs);
    return holdLease({ fencingToken, ttlMs, renewMs, session, openSession: warehouse.openSession, since, clocks });
  } catch (error) {
    session.destroy();
    throw error;
  }
}

async function busy(session: Session): Promise<LeaseBusyError> {
  const [holder, connectionId] = [await readHolder(session), await lockHolder(session, "run")];
  return new LeaseBusyError(holder?.connectionId === connectionId ? holder : undefined);
}
