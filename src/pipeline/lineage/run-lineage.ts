import { setTimeout as wait } from "node:timers/promises";
import {
  type LineageEmitter,
  parentOf,
  type RunIdentity,
  type RunState,
  runStateEvent,
} from "../../observability/index.ts";
import { messageOf } from "../../text/index.ts";
import { beginLineageRun, deadLineageRuns, endLineageRun } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { RunFindings } from "../outcome/run-summary.ts";
import type { InspectedFile } from "../validate/valid-file.ts";
import { foundDatasets, PRODUCER, processedDatasets } from "./run-datasets.ts";

type Run = Pick<RunContext, "runId" | "settings" | "log" | "now" | "warehouse" | "lake" | "job" | "spark" | "asOf">;

/** How long a run waits to be told the version of a Spark that it has just worked with. */
const VERSION_WITHIN_MS = 1_000;

/**
 * Tells OpenLineage of a run: that it began, what it reads, and how it ended. Nothing here makes a run fail: what goes wrong is
 * logged.
 */
export class RunLineage {
  readonly #run: Run;
  readonly #emitter: LineageEmitter;
  readonly #identity: RunIdentity;

  constructor(run: Run, emitter: LineageEmitter) {
    const { namespace, job, ...parent } = run.settings.lineage;
    this.#run = run;
    this.#emitter = emitter;
    this.#identity = { runId: run.runId, job: { namespace, name: job }, parent: parentOf(parent) };
  }

  /** To be called under the lease: a run that began and never ended is dead, and is ended first. */
  async begin(): Promise<void> {
    const { runId, warehouse } = this.#run;
    const { namespace, name } = this.#identity.job;
    await this.#trying(async () => {
      for (const dead of await deadLineageRuns(warehouse, runId)) {
        const job = { namespace: dead.jobNamespace, name: dead.jobName };
        const error = `The run ${dead.runId} ended before it could say how. The run ${runId} has gone on from there.`;
        this.#emit({ type: "ABORT", error }, { runId: dead.runId, job });
        await endLineageRun(warehouse, dead.runId);
      }
      await beginLineageRun(warehouse, { runId, jobNamespace: namespace, jobName: name });
    });
    this.#emit({ type: "START" });
  }

  /** The files of the run are known. */
  found(files: readonly InspectedFile[]): void {
    if (files.length === 0) return;
    void this.#trying(() => this.#emit({ type: "RUNNING", ...foundDatasets(this.#run, files) }));
  }

  async complete({ processed }: Pick<RunFindings, "processed">): Promise<void> {
    const told = await this.#trying(async () => {
      const datasets = processed && processedDatasets(this.#run, processed);
      const engine = processed && (await this.#engine());
      this.#emit({ type: "COMPLETE", ...datasets, engine });
      return true;
    });
    if (told === undefined) this.#emit({ type: "COMPLETE" });
    await this.#end();
  }

  async fail(error: unknown, isStopped: boolean): Promise<void> {
    this.#emit({ type: isStopped ? "ABORT" : "FAIL", error: messageOf(error) });
    await this.#end();
  }

  async #end(): Promise<void> {
    await this.#trying(() => endLineageRun(this.#run.warehouse, this.#run.runId));
  }

  async #engine(): Promise<RunState["engine"]> {
    const late = wait(VERSION_WITHIN_MS, undefined, { ref: false });
    const version = await Promise.race([this.#run.spark.version().catch(() => undefined), late]);
    return version === undefined ? undefined : { name: "spark", version };
  }

  #emit(state: Omit<RunState, "at">, identity: RunIdentity = this.#identity): void {
    this.#emitter.emit(runStateEvent(PRODUCER, identity, { ...state, at: this.#run.now() }));
  }

  async #trying<Result>(work: () => Result | Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#run.log.warn({ err: error }, "the lineage of this run could not be told");
      return undefined;
    }
  }
}
