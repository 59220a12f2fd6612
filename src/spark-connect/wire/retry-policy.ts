/**
 * How often, and how far apart, a failed call is tried again. While the server cannot be reached, `reachWithinMs` and
 * `reconnectWithinMs` of the client's options end it sooner. Times are in milliseconds.
 */
export interface RetryPolicy {
  /** Tries after the first. @default 15 */
  readonly maxRetries: number;
  /** Wait before the first retry. @default 50 */
  readonly initialBackoffMs: number;
  /** Each wait is this much longer than the one before. @default 4 */
  readonly backoffMultiplier: number;
  /** @default 60000 */
  readonly maxBackoffMs: number;
  /** Waits vary at random by this share, so that many clients do not return at once. @default 0.2 */
  readonly jitter: number;
  /** Longest wait that a server may ask for (google.rpc.RetryInfo). @default 600000 */
  readonly maxServerDelayMs: number;
}

/** A server that answers, and asks for time, is given about ten minutes, as by Spark's own clients. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxRetries: 15,
  initialBackoffMs: 50,
  backoffMultiplier: 4,
  maxBackoffMs: 60_000,
  jitter: 0.2,
  maxServerDelayMs: 600_000,
};

/** Milliseconds to wait before retry number `retry` (from 0), or undefined when the retries are used up. */
export function retryDelay(
  policy: RetryPolicy,
  retry: number,
  random: number,
  serverDelayMs: number = 0,
): number | undefined {
  if (retry >= policy.maxRetries) {
    return undefined;
  }
  const backoff = Math.min(policy.initialBackoffMs * policy.backoffMultiplier ** retry, policy.maxBackoffMs);
  const varied = backoff * (1 + policy.jitter * (2 * random - 1));
  return Math.max(varied, Math.min(serverDelayMs, policy.maxServerDelayMs));
}
