import type { StepTiming } from "../../observability/index.ts";
import type { IncentiveChange } from "../../warehouse/index.ts";
import type { RunSummary } from "./run-summary.ts";

export interface RunOutcome {
  readonly summary: RunSummary;
  /** Why the run did not come to its end, or undefined. */
  readonly error: unknown;
  readonly steps: readonly StepTiming[];
  readonly incentiveChanges: readonly IncentiveChange[];
  /** It was told to stop and did not come to its end: the process has to be ended, the next run recovers. */
  readonly isHanging: boolean;
}
