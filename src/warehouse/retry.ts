import { setTimeout as wait } from "node:timers/promises";
import { WarehouseError, type WarehouseErrorCode } from "./warehouse-error.ts";

export interface Retry {
  readonly error: WarehouseError;
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
}

export interface RetryPolicy {
  /** @default 6: with the delays below about six seconds, longer than a server takes to restart. */
  readonly attempts?: number;
  readonly onRetry?: (retry: Retry) => void;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** In [0, 1); spreads the retries of transactions that block each other. */
  readonly random?: () => number;
}

const FIRST_DELAY_MS = 200;

/** Repeats work that left nothing behind when it failed, as long as repeating may help; `may` narrows that further. */
export async function retryTransient<T>(
  work: () => Promise<T>,
  policy: RetryPolicy,
  may: (error: WarehouseError) => boolean = () => true,
): Promise<T> {
  const { attempts = 6, onRetry, sleep = wait, random = Math.random } = policy;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isRepeatable(error) || !may(error)) throw error;
      const delayMs = Math.round(FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.5 + random() / 2));
      onRetry?.({ error, attempt, delayMs });
      await sleep(delayMs);
    }
  }
}

function isRepeatable(error: unknown): error is WarehouseError {
  return error instanceof WarehouseError && error.transient && !NEVER_AGAIN.has(error.code);
}

/** Of an unknown outcome only the caller knows how to find out what happened; what took too long would do so again. */
const NEVER_AGAIN: ReadonlySet<WarehouseErrorCode> = new Set(["outcome_unknown", "statement_timeout"]);
