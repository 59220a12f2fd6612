import { setTimeout as wait } from "node:timers/promises";
import { giveBackLock, lockHolder } from "../named-lock.ts";
import type { Session } from "../session.ts";
import { WarehouseError } from "../warehouse-error.ts";
import { type Clocks, elapsedSince, type Moment, momentOf } from "./clocks.ts";
import { LeaseLostError } from "./lease-errors.ts";
import { releaseRow, renewRow } from "./lease-row.ts";
import { takeSessionLock } from "./take-session-lock.ts";

export interface Lease extends AsyncDisposable {
  /** Greater than that of every earlier run. */
  readonly fencingToken: number;
  /** Aborted, with a `LeaseLostError`, when the lease is lost. */
  readonly signal: AbortSignal;
  /** Throws `LeaseLostError` when the lease is lost, also if that was not noticed yet. */
  assertHeld(): void;
  /** Lets the next run begin at once. Never throws: what fails here ends by itself when the lease expires. */
  release(): Promise<void>;
}

export interface HeldSession {
  readonly fencingToken: number;
  readonly ttlMs: number;
  readonly renewMs: number;
  /** Holds the lock. */
  readonly session: Session;
  readonly openSession: () => Promise<Session>;
  /** When the claim was sent. */
  readonly since: Moment;
  /** They can only end the lease early: whether it is ours, the database says. */
  readonly clocks: Clocks;
}

/** Keeps a lease that was just claimed: renews it, and mends its connection as long as nobody else has taken it. */
export function holdLease({ fencingToken, ttlMs, renewMs, openSession, clocks, ...held }: HeldSession): Lease {
  const lost = new AbortController();
  const stopped = new AbortController();
  let { session, since: renewedAt } = held;
  let deadline = armDeadline();
  const renewing = keepRenewing();

  return { fencingToken, signal: lost.signal, assertHeld, release, [Symbol.asyncDispose]: release };

  async function keepRenewing(): Promise<void> {
    while (!stopped.signal.aborted) {
      // A lost connection is a lost lock: waiting for the next turn would only give the lease away.
      await Promise.race([pause(renewMs), session.closed]);
      if (stopped.signal.aborted) return;
      const sentAt = momentOf(clocks);
      try {
        await renew();
        renewedAt = sentAt;
        clearTimeout(deadline);
        deadline = armDeadline();
      } catch (error) {
        if (error instanceof LeaseLostError) return lose(error);
        session.destroy();
        await pause(Math.min(renewMs, RECONNECT_AFTER_MS));
      }
    }
  }

  async function renew(): Promise<void> {
    if (session.isClosed()) await reconnect();
    else if ((await lockHolder(session, "run")) !== session.connectionId) throw new LeaseLostError("its lock is gone");
    if (!(await renewRow(session, fencingToken, ttlMs))) throw new LeaseLostError("another run has taken the lease");
  }

  async function reconnect(): Promise<void> {
    const fresh = await openSession();
    try {
      if (!(await takeSessionLock(fresh, session.connectionId)))
        throw new LeaseLostError("another run has taken the lock");
      if (stopped.signal.aborted) throw new LeaseLostError("it was released");
    } catch (error) {
      fresh.destroy();
      throw error;
    }
    session = fresh;
  }

  function armDeadline(): NodeJS.Timeout {
    const left = Math.max(0, ttlMs - elapsedSince(renewedAt, clocks));
    return setTimeout(() => lose(expired()), left).unref();
  }

  function expired(): LeaseLostError {
    return new LeaseLostError(`it could not be renewed for ${ttlMs} ms`);
  }

  function lose(reason: LeaseLostError): void {
    if (stopped.signal.aborted) return;
    stopped.abort();
    clearTimeout(deadline);
    session.destroy();
    lost.abort(reason);
  }

  function assertHeld(): void {
    // A process that was stopped and continued, or whose host slept, gets here before its timers fire.
    if (elapsedSince(renewedAt, clocks) >= ttlMs) lose(expired());
    lost.signal.throwIfAborted();
  }

  async function release(): Promise<void> {
    if (stopped.signal.aborted) return;
    stopped.abort();
    clearTimeout(deadline);
    // A renewal may be stuck on a dead connection; a run that was told to stop does not wait for that.
    await Promise.race([giveBack(), wait(RELEASE_WITHIN_MS, undefined, { ref: false })]);
    session.destroy();
  }

  async function giveBack(): Promise<void> {
    try {
      await renewing;
      await releaseRow(session, fencingToken);
      await giveBackLock(session, "run");
    } catch (error) {
      if (!(error instanceof WarehouseError)) throw error;
    }
  }

  async function pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: stopped.signal, ref: false }).catch(() => {});
  }
}

const RECONNECT_AFTER_MS = 250;
const RELEASE_WITHIN_MS = 3_000;
