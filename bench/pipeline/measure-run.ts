import type { MeasuredSpark } from "./measured-servers.ts";
import type { ProgramRun } from "./run-program.ts";
import type { S3Counter } from "./s3-counter.ts";

/** What one part of a run took. */
export interface Measured {
  readonly wallMs: number;
  /** Of the driver and of Spark, by kind. */
  readonly s3Requests: Readonly<Record<string, number>>;
  readonly s3BytesRead: number;
  readonly s3BytesWritten: number;
  readonly rpcs: Readonly<Record<string, number>>;
  readonly sparkJobs: number;
  readonly sparkStages: number;
}

export interface MeasuredRun extends Measured {
  readonly driverCpuMs: number;
  readonly driverRssBytes: number;
  /** What it says of work that it did twice, because Spark was too busy: all of it is counted. */
  readonly repeated: readonly string[];
  /** By name, in their order. What comes before, between and after them is `rest`. */
  readonly steps: Readonly<Record<string, Measured>>;
}

export interface Meters {
  readonly s3: S3Counter;
  readonly spark: Pick<MeasuredSpark, "rpcs" | "jobs">;
}

export interface Step {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Says what a command took as a whole and step by step. */
export async function measureRun({ s3, spark }: Meters, program: () => Promise<ProgramRun>): Promise<MeasuredRun> {
  s3.take();
  spark.rpcs.take();
  await spark.jobs.take();
  const run = await program();
  const all = { requests: s3.take(), rpcs: spark.rpcs.take(), jobs: await spark.jobs.take() };
  const steps = stepsOf(run);
  const named = (at: number) => steps.find(({ from, to }) => at >= from && at <= to)?.name ?? "rest";
  const names = [...new Set([...steps.map(({ name }) => name), "rest"])];
  const stepMs = (step: string) => sum(steps.filter(({ name }) => name === step).map(({ from, to }) => to - from));
  const inSteps = sum(steps.map(({ from, to }) => to - from));
  return {
    ...counted(run.wallMs, all),
    driverCpuMs: run.cpuMs,
    driverRssBytes: run.rssBytes,
    repeated: run.log.map(({ msg }) => String(msg)).filter((msg) => REPEATED.test(msg)),
    steps: Object.fromEntries(
      names.map((name) => [
        name,
        counted(name === "rest" ? run.wallMs - inSteps : stepMs(name), {
          requests: all.requests.filter(({ at }) => named(at) === name),
          rpcs: all.rpcs.filter(({ at }) => named(at) === name),
          jobs: all.jobs.filter(({ at }) => named(at) === name),
        }),
      ]),
    ),
  };
}

/** An attempt that is given up, and new sales that are counted once more. */
const REPEATED = /^abandoning batch|^Spark did not tell in time/;

interface Counts {
  readonly requests: ReturnType<S3Counter["take"]>;
  readonly rpcs: ReturnType<MeasuredSpark["rpcs"]["take"]>;
  readonly jobs: Awaited<ReturnType<MeasuredSpark["jobs"]["take"]>>;
}

function counted(wallMs: number, { requests, rpcs, jobs }: Counts): Measured {
  return {
    wallMs: Math.round(wallMs),
    s3Requests: tally(requests.map(({ kind }) => kind)),
    s3BytesRead: sum(requests.filter(({ kind }) => kind === "get").map(({ bytesRead }) => bytesRead)),
    s3BytesWritten: sum(requests.map(({ bytesWritten }) => bytesWritten)),
    rpcs: tally(rpcs.map(({ method }) => method)),
    sparkJobs: jobs.length,
    sparkStages: sum(jobs.map(({ stages }) => stages)),
  };
}

/** From the log: each step says at its end how long it took. */
export function stepsOf({ log }: Pick<ProgramRun, "log">): readonly Step[] {
  return log.flatMap(({ step, durationMs, time }) => {
    if (typeof step !== "string" || typeof durationMs !== "number" || typeof time !== "string") return [];
    const to = Date.parse(time);
    return [{ name: step, from: to - durationMs, to }];
  });
}

function tally(kinds: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of kinds.toSorted()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
