import { CodedError } from "../../errors/index.ts";
import type { LeaseHolder } from "./lease-holder.ts";

/** Another run holds the lease. Nothing is wrong: run again when it is done. */
export class LeaseBusyError extends CodedError {
  override readonly name = "LeaseBusyError";
  readonly code = "lease_busy";
  readonly transient = true;
  /** Undefined while the other run has just started and not yet written who it is. */
  readonly holder: LeaseHolder | undefined;

  constructor(holder: LeaseHolder | undefined) {
    const who =
      holder === undefined
        ? "another run has just taken the lease"
        : `run ${holder.runId} on ${holder.host} (pid ${holder.pid}) has held the lease since ${holder.acquiredAt}`;
    super(`lease_busy: ${who}. Run again when it is done.`);
    this.holder = holder;
  }
}

/** This run held the lease and no longer does: it must stop, and must not write anything more. */
export class LeaseLostError extends CodedError {
  override readonly name = "LeaseLostError";
  readonly code = "lease_lost";
  readonly transient = true;

  constructor(detail: string, cause?: unknown) {
    super(`lease_lost: ${detail}. Nothing was committed after that; the next run continues.`, { cause });
  }
}

/** A run with a newer fencing token exists: what this one wanted to write was rolled back. */
export class FencedOutError extends CodedError {
  override readonly name = "FencedOutError";
  readonly code = "fenced_out";
  readonly transient = true;

  constructor(token: number, current: number, owner: string | null) {
    super(
      `fenced_out: this run's fencing token is ${token}, but ${owner ?? "another run"} took the lease with ${current}. Nothing was written; that run continues.`,
    );
  }
}
