import type { WatchedChanges } from "./watched-changes.ts";

export interface CommitResult {
  readonly months: readonly string[];
  /** By name. */
  readonly marts: Readonly<Record<string, MartResult>>;
  /** One for each mart that watches a column. */
  readonly watched: readonly WatchedChanges[];
}

export interface MartResult {
  /** Rows in the whole mart now. */
  readonly rows: number;
  /** Rows that this batch inserted, updated or deleted. */
  readonly changed: number;
}
