import type { ConnectError } from "@connectrpc/connect";
import { unreachable } from "./call-error.ts";
import type { Clock } from "./clock.ts";
import { type RetryPolicy, retryDelay } from "./retry-policy.ts";
import { judge } from "./transient.ts";

/** While a server has never answered, it may be starting: it is asked often. */
const MAX_BACKOFF_TO_REACH_MS = 2000;

export interface RetrySettings {
  readonly policy: RetryPolicy;
  readonly reachWithinMs: number;
  readonly clock: Clock;
  /** `host:port`, for errors. */
  readonly authority: string;
  /** Whether the server has ever answered. */
  readonly isReached: () => boolean;
}

/** Counts the failures of one call, and waits between its attempts. */
export class Retrying {
  readonly #settings: RetrySettings;
  readonly #startedAt: number;
  #retries = 0;

  constructor(settings: RetrySettings) {
    this.#settings = settings;
    this.#startedAt = settings.clock.now();
  }

  /**
   * Returns when it is time for another attempt.
   * @throws the error itself when another attempt is of no use or the policy allows no more; a ConnectionError that says
   * so when the server was never reached; the signal's reason when it is aborted meanwhile.
   */
  async waitAfter(error: ConnectError, signal?: AbortSignal): Promise<void> {
    const { policy, clock, isReached } = this.#settings;
    const verdict = judge(error);
    if (!verdict.transient) {
      throw error;
    }
    const delay = retryDelay(policy, this.#retries, clock.random(), verdict.serverDelayMs);
    this.#retries += 1;
    if (delay === undefined) {
      throw error;
    }
    await clock.sleep(isReached() ? delay : this.#delayToReach(delay, error), signal);
  }

  get hasRetried(): boolean {
    return this.#retries > 0;
  }

  /** The call got on: failures from here on are counted anew. */
  reset(): void {
    this.#retries = 0;
  }

  #delayToReach(delay: number, error: ConnectError): number {
    const { clock, reachWithinMs, authority } = this.#settings;
    const elapsed = clock.now() - this.#startedAt;
    if (elapsed >= reachWithinMs) {
      throw unreachable(error, authority, elapsed);
    }
    return Math.min(delay, MAX_BACKOFF_TO_REACH_MS, reachWithinMs - elapsed);
  }
}
