import { Code, type ConnectError } from "@connectrpc/connect";
import { lost, unreachable } from "./call-error.ts";
import type { CallRetry } from "./call-retry.ts";
import type { Clock } from "./clock.ts";
import { neverSent } from "./lost-handle.ts";
import { type RetryPolicy, retryDelay } from "./retry-policy.ts";
import { judge } from "./transient.ts";

/** Waits during an outage are at most this share of the time it may take, and at least this long. */
const OUTAGE_BACKOFF_SHARE = 0.1;
const OUTAGE_BACKOFF_MS = 2000;
/** An attempt that lived this long before it broke had reached the server: what went before is over. */
const ALIVE_MS = 5000;

export interface RetrySettings {
  readonly policy: RetryPolicy;
  readonly reachWithinMs: number;
  readonly reconnectWithinMs: number;
  readonly clock: Clock;
  /** `host:port`, for errors. */
  readonly authority: string;
  /** Whether the server has ever answered. */
  readonly isReached: () => boolean;
  /** Is told of each retry. */
  readonly onRetry?: ((retry: CallRetry) => void) | undefined;
}

/** Counts the failures of one call, and waits between its attempts. */
export class Retrying {
  readonly #settings: RetrySettings;
  readonly #startedAt: number;
  #attemptAt: number;
  /** Since when nothing gets through; undefined while something does. */
  #outageAt: number | undefined;
  #retries = 0;

  constructor(settings: RetrySettings) {
    this.#settings = settings;
    this.#startedAt = settings.clock.now();
    this.#attemptAt = this.#startedAt;
  }

  /**
   * Returns when it is time for another attempt.
   * @throws the error itself when another attempt is of no use or the policy allows no more; a ConnectionError that says
   * so when the server was not reached in time; the signal's reason when it is aborted meanwhile.
   */
  async waitAfter(error: ConnectError, signal?: AbortSignal): Promise<void> {
    const { policy, clock, onRetry } = this.#settings;
    const verdict = judge(error);
    if (!verdict.transient) {
      throw error;
    }
    const delay = retryDelay(policy, this.#retries, clock.random(), verdict.serverDelayMs);
    this.#retries += 1;
    if (delay === undefined) {
      throw error;
    }
    // A server that names a delay is there.
    const isOutage = verdict.serverDelayMs === 0;
    const wait = isOutage ? this.#outageDelay(delay, error) : delay;
    onRetry?.({
      attempt: this.#retries,
      delayMs: Math.round(wait),
      code: Code[error.code],
      message: error.rawMessage,
    });
    await clock.sleep(wait, signal);
    this.#attemptAt = clock.now();
  }

  get hasRetried(): boolean {
    return this.#retries > 0;
  }

  /** The call got on: failures from here on are counted anew. */
  reset(): void {
    this.#retries = 0;
    this.#outageAt = undefined;
  }

  #outageDelay(delay: number, error: ConnectError): number {
    const { clock, authority, reachWithinMs, reconnectWithinMs, isReached } = this.#settings;
    const now = clock.now();
    const isKnown = isReached();
    if (isKnown && !neverSent(error) && now - this.#attemptAt >= ALIVE_MS) {
      this.#outageAt = undefined;
    }
    this.#outageAt ??= isKnown ? now : this.#startedAt;
    const elapsed = now - this.#outageAt;
    const within = isKnown ? reconnectWithinMs : reachWithinMs;
    if (elapsed >= within) {
      throw (isKnown ? lost : unreachable)(error, authority, elapsed);
    }
    return Math.min(delay, Math.max(within * OUTAGE_BACKOFF_SHARE, OUTAGE_BACKOFF_MS), within - elapsed);
  }
}
