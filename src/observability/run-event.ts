/** What a run tells whoever watches it, while it happens. */
export type RunEvent =
  | { readonly kind: "step_started"; readonly step: string }
  | ({ readonly kind: "step_ended" } & EndedStep)
  /** How long runs of this size took, from their start to their end. */
  | { readonly kind: "duration_expected"; readonly durationMs: number }
  | ({ readonly kind: "files_validated" } & Amount & { readonly bytes: number; readonly ofBytes: number })
  | ({ readonly kind: "partitions_published"; readonly mart: string } & Amount)
  | { readonly kind: "spark_started"; readonly action: string; readonly rows: number | undefined }
  | ({ readonly kind: "spark_progress" } & SparkWork)
  | { readonly kind: "spark_ended"; readonly action: string; readonly durationMs: number };

/** So many of so many. */
export interface Amount {
  readonly done: number;
  readonly of: number;
}

export interface EndedStep {
  readonly step: string;
  readonly outcome: "done" | "failed";
  readonly durationMs: number;
  /** The part of it in which at least one action of Spark was under way. */
  readonly sparkMs: number;
  /** What came of it, in a few words; empty where there is nothing to say. */
  readonly did: string;
}

/** How far an action of Spark is. */
export interface SparkWork {
  readonly action: string;
  readonly stages: Amount;
  readonly tasks: Amount;
  readonly runningTasks: number;
  readonly bytesRead: number;
  readonly elapsedMs: number;
}

/** Never throws, and takes no time: a run does not wait for who watches it. */
export type RunWatcher = (event: RunEvent) => void;
