import type { ActionOptions } from "../../spark-connect/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** One attempt to process a set of files: a batch in the ledger, with load tables and prefixes of its own. */
export interface Attempt {
  readonly batchId: string;
  /**
   * Options of one Spark action: it stops with the run, bears the batch as its tag, and its progress is told.
   *
   * @param rows how many rows it reads, where that is known
   */
  action(label: string, rows?: number): ActionOptions;
}

export function newAttempt(run: RunContext, batchId: string): Attempt {
  return {
    batchId,
    action: (label, rows) => {
      const report = run.steps.spark.start(label, rows);
      return {
        signal: run.signal,
        tags: [batchId],
        onProgress: (progress) => {
          report(progress);
          const { stages } = progress;
          const done = stages.reduce((sum, stage) => sum + stage.completedTasks, 0);
          const all = stages.reduce((sum, stage) => sum + stage.tasks, 0);
          run.log.debug({ batchId, spark: label, tasks: done, of: all }, `${label}: ${done} of ${all} tasks`);
        },
      };
    },
  };
}
