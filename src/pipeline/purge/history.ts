import type { RunContext } from "../context/run-context.ts";
import type { HistoryKind } from "./retention.ts";

/** What looking for history needs of a run: no Spark. */
export type Looking = Pick<RunContext, "warehouse" | "lake" | "job" | "settings" | "signal" | "log">;

/** What removing it needs of one. */
export type Purging = Looking & Pick<RunContext, "failpoint">;

/** How much of a kind there is, or was: events, files, batches, pages. */
export interface Amount {
  readonly count: number;
  /** Of objects in S3, as far as their sizes are known. */
  readonly bytes: number;
}

/** How much of each kind that was looked at. */
export type Amounts = Readonly<Partial<Record<HistoryKind, Amount>>>;

export const NOTHING: Amount = { count: 0, bytes: 0 };

/** One kind of history: what of it is older than an instant. */
export interface History {
  readonly count: (run: Looking, before: Date) => Promise<Amount>;
  /** Can be repeated, and goes on where a dead run stopped. Returns what it removed. */
  readonly remove: (run: Purging, before: Date) => Promise<Amount>;
}

export function plus(one: Amount, other: Amount): Amount {
  return { count: one.count + other.count, bytes: one.bytes + other.bytes };
}
