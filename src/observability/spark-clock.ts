import type { RunWatcher, SparkWork } from "./run-event.ts";

/** A report of the Spark Connect client, as much of it as is shown. */
export interface SparkReport {
  readonly stages: readonly {
    readonly tasks: number;
    readonly completedTasks: number;
    readonly inputBytesRead: bigint;
    readonly done: boolean;
  }[];
  readonly inflightTasks: number;
  /** The last report: the action has ended. */
  readonly done: boolean;
}

/** Follows the actions of Spark: tells each one's progress, and how long at least one was under way. */
export class SparkClock {
  readonly #now: () => number;
  readonly #tell: RunWatcher;
  #underWay = 0;
  #busySince = 0;
  #busyMs = 0;

  constructor(now: () => number, tell: RunWatcher) {
    this.#now = now;
    this.#tell = tell;
  }

  /** Actions that run side by side count once. */
  get busyMs(): number {
    return this.#busyMs + (this.#underWay > 0 ? this.#now() - this.#busySince : 0);
  }

  /**
   * An action begins.
   *
   * @param rows how many it reads, where that is known
   * @returns what takes its reports, up to the last one
   */
  start(action: string, rows?: number): (report: SparkReport) => void {
    const started = this.#now();
    if (this.#underWay === 0) this.#busySince = started;
    this.#underWay += 1;
    this.#tell({ kind: "spark_started", action, rows });
    let hasEnded = false;
    return (report) => {
      if (hasEnded) return;
      const elapsedMs = this.#now() - started;
      if (report.stages.length > 0) {
        this.#tell({ kind: "spark_progress", ...workOf(report), action, elapsedMs });
      }
      if (!report.done) return;
      hasEnded = true;
      this.#tell({ kind: "spark_ended", action, durationMs: Math.round(elapsedMs) });
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#busyMs += this.#now() - this.#busySince;
    };
  }
}

function workOf({ stages, inflightTasks }: SparkReport): Omit<SparkWork, "action" | "elapsedMs"> {
  return {
    stages: { done: stages.filter(({ done }) => done).length, of: stages.length },
    tasks: {
      done: stages.reduce((sum, { completedTasks }) => sum + completedTasks, 0),
      of: stages.reduce((sum, { tasks }) => sum + tasks, 0),
    },
    runningTasks: inflightTasks,
    bytesRead: stages.reduce((sum, { inputBytesRead }) => sum + Number(inputBytesRead), 0),
  };
}
