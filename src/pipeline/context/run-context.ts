import type { Settings } from "../../config/index.ts";
import type { Job } from "../../job/index.ts";
import type { Lake } from "../../lake/index.ts";
import type { Logger, Retries, RunPlace, RunWatcher, StepTimer } from "../../observability/index.ts";
import type { SparkSession } from "../../spark-connect/index.ts";
import type { Warehouse } from "../../warehouse/index.ts";
import type { InspectedFile } from "../validate/valid-file.ts";
import type { Failpoint } from "./failpoints.ts";

/** What every step of a run works with. */
export interface RunContext {
  readonly runId: string;
  /** What it was started as: `run`, `replay`, … */
  readonly command: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** What is run: its feeds and marts. */
  readonly job: Job;
  /** The run's date, yyyy-MM-dd. */
  readonly asOf: string;
  readonly settings: Settings;
  readonly log: Logger;
  /** Where the run is, for its log. */
  readonly place: RunPlace;
  readonly retries: Retries;
  readonly steps: StepTimer;
  /** Is told what happens while it happens. */
  readonly watch: RunWatcher;
  /** Tells OpenLineage of the run; undefined where nothing is to be told. */
  readonly lineage?: { readonly found: (files: readonly InspectedFile[]) => void } | undefined;
  readonly warehouse: Warehouse;
  readonly lake: Lake;
  readonly spark: SparkSession;
  /** This run's own folder below TMPDIR. */
  readonly temporaryFolder: string;
  /** Aborted when the run has to stop: a signal came, or the lease is lost. */
  readonly signal: AbortSignal;
  /** For tests that make a run fail at a point. Does nothing otherwise. */
  readonly failpoint: Failpoint;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
