import type { MartName } from "../marts.ts";
import type { IncentiveChange } from "./incentive-changes.ts";

export interface CommitResult {
  readonly months: readonly string[];
  readonly marts: Readonly<Record<MartName, MartResult>>;
  readonly incentives: {
    /** How many moved in store months that had been computed before. */
    readonly moved: number;
    /** The first of them, by store, month and person. */
    readonly changes: readonly IncentiveChange[];
  };
}

export interface MartResult {
  /** Rows in the whole mart now. */
  readonly rows: number;
  /** Rows that this batch inserted, updated or deleted. */
  readonly changed: number;
}
