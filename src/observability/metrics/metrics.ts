/** A metric as Prometheus is told of it. */
interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  /** Beside `pipeline`, which all have. */
  readonly labels: readonly string[];
}

/**
 * All metrics. Counters count from the first run on, so that a process that lives for one run leaves what Prometheus expects of
 * one that never ends. Instants are Unix times: an age would stand still between two runs.
 */
export const METRICS = {
  runs: {
    name: "sales_pipeline_runs_total",
    type: "counter",
    help: "Runs that had the lease, by command and how they ended; died: without saying how.",
    labels: ["command", "outcome"],
  },
  lastSuccess: {
    name: "sales_pipeline_last_success_timestamp_seconds",
    type: "gauge",
    help: "When a run last came to its end, with or without something to do.",
    labels: ["command"],
  },
  lastRun: {
    name: "sales_pipeline_last_run_timestamp_seconds",
    type: "gauge",
    help: "When the last run ended, however it did.",
    labels: [],
  },
  lastRunDuration: {
    name: "sales_pipeline_last_run_duration_seconds",
    type: "gauge",
    help: "How long the last run took.",
    labels: [],
  },
  steps: {
    name: "sales_pipeline_steps_total",
    type: "counter",
    help: "Steps of runs, by how they ended.",
    labels: ["step", "outcome"],
  },
  stepSeconds: {
    name: "sales_pipeline_step_duration_seconds_total",
    type: "counter",
    help: "Time that steps took.",
    labels: ["step", "outcome"],
  },
  stepSparkSeconds: {
    name: "sales_pipeline_step_spark_seconds_total",
    type: "counter",
    help: "The part of it in which Spark was at work.",
    labels: ["step", "outcome"],
  },
  files: {
    name: "sales_pipeline_files",
    type: "gauge",
    help: "File versions in the ledger, by feed and status.",
    labels: ["feed", "status"],
  },
  oldestPending: {
    name: "sales_pipeline_oldest_pending_file_timestamp_seconds",
    type: "gauge",
    help: "When the file that has waited longest was uploaded; absent where none waits.",
    labels: [],
  },
  refusedFile: {
    name: "sales_pipeline_refused_file_timestamp_seconds",
    type: "gauge",
    help: "When a file failed or was refused for its own reason, and nothing has replaced it: failed ones first, then the latest, 20 at most.",
    labels: ["feed", "key", "file_id", "status", "code"],
  },
  refusedFiles: {
    name: "sales_pipeline_refused_files",
    type: "gauge",
    help: "How many such files there are, with those that are not named.",
    labels: [],
  },
  rows: {
    name: "sales_pipeline_rows_total",
    type: "counter",
    help: "Rows of committed batches, of all feeds, by whether they were accepted.",
    labels: ["verdict"],
  },
  rejectedRatio: {
    name: "sales_pipeline_last_batch_rejected_ratio",
    type: "gauge",
    help: "Share of rejected rows in the last batch that read any, from 0 to 1.",
    labels: [],
  },
  commitAttempts: {
    name: "sales_pipeline_commit_attempts_total",
    type: "counter",
    help: "Batches that were opened, by whether they were committed.",
    labels: ["outcome"],
  },
  retries: {
    name: "sales_pipeline_retries_total",
    type: "counter",
    help: "Requests that were sent again, by the server that failed them.",
    labels: ["server"],
  },
  warnings: {
    name: "sales_pipeline_last_run_warnings",
    type: "gauge",
    help: "What the last run warned of, by its code in the summary.",
    labels: ["warning"],
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricKey = keyof typeof METRICS;

/** A value of a metric. */
export interface Sample {
  readonly metric: MetricKey;
  /** In the order of the metric's labels. */
  readonly labels?: readonly string[];
  readonly value: number;
}
