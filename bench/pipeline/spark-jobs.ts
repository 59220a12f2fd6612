import { setTimeout as delay } from "node:timers/promises";
import { isRecord } from "../../src/text/index.ts";

/** How often Spark is asked whether it has noted all jobs: it does so a little later. */
const ASK_EVERY_MS = 200;
const GIVE_UP_AFTER_MS = 60_000;

export interface SparkJob {
  readonly id: number;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly stages: number;
}

/** Spark's own account of its jobs, from the REST interface of its web UI. */
export class SparkJobs {
  readonly #jobs: string;
  #last = -1;

  private constructor(jobs: string) {
    this.#jobs = jobs;
  }

  static async of(ui: string): Promise<SparkJobs> {
    const [application] = await get(`${ui}/api/v1/applications`);
    const id = isRecord(application) ? application["id"] : undefined;
    if (typeof id !== "string") throw new Error(`${ui} shows no Spark application`);
    return new SparkJobs(`${ui}/api/v1/applications/${id}/jobs`);
  }

  /** All jobs since the last call, once none of them runs any more. */
  async take(): Promise<readonly SparkJob[]> {
    const start = performance.now();
    let before = -1;
    for (;;) {
      const jobs = (await get(this.#jobs)).map(jobOf);
      const own = jobs.filter(({ id }) => id > this.#last);
      if (own.length === before && own.every(({ isDone }) => isDone)) {
        this.#last = Math.max(this.#last, ...own.map(({ id }) => id));
        return own;
      }
      if (performance.now() - start > GIVE_UP_AFTER_MS)
        throw new Error(`Spark still runs jobs: ${JSON.stringify(own)}`);
      before = own.length;
      await delay(ASK_EVERY_MS);
    }
  }
}

function jobOf(entry: unknown): SparkJob & { readonly isDone: boolean } {
  const { jobId, submissionTime, status, stageIds, numSkippedStages = 0 } = isRecord(entry) ? entry : {};
  if (typeof jobId !== "number" || typeof submissionTime !== "string" || !Array.isArray(stageIds)) {
    throw new TypeError(`Spark's list of jobs has an entry of another form: ${JSON.stringify(entry)}`);
  }
  const at = Date.parse(submissionTime.replace("GMT", "Z"));
  return { id: jobId, at, stages: stageIds.length - Number(numSkippedStages), isDone: status !== "RUNNING" };
}

async function get(url: string): Promise<readonly unknown[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const body: unknown = await response.json();
  return Array.isArray(body) ? body : [];
}
