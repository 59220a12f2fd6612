import type { StepTiming } from "../../observability/index.ts";
import type { WatchedChanges } from "../../warehouse/index.ts";
import type { RunSummary } from "./run-summary.ts";

export interface RunOutcome {
  readonly summary: RunSummary;
  /** Why the run did not come to its end, or undefined. */
  readonly error: unknown;
  readonly steps: readonly StepTiming[];
  /** What changed of the columns that marts watch, in months that had been computed before. */
  readonly watched: readonly WatchedChanges[];
  /** It was told to stop and did not come to its end: the process has to be ended, the next run recovers. */
  readonly isHanging: boolean;
}
