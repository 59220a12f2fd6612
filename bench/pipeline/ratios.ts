import type { Ratios } from "./baseline.ts";
import type { MeasuredCase } from "./cases.ts";
import { totalOf } from "./floor.ts";
import { type Measured, sum } from "./measure-run.ts";

/** Ratios of times: only within one run of the benchmark do they mean anything. None of a run that did work twice. */
export function timeRatios(cases: readonly MeasuredCase[]): Ratios {
  return ratios(cases, ({ name, run, floor }, find) => [
    floor && [`${name}: wall / Spark's floor`, run.wallMs / totalOf(floor)],
    [`${name}: driver CPU / wall`, run.driverCpuMs / run.wallMs],
    ...against(find, name, "late", "first", (late, first) => [
      ["wall / that of a month without sales", late.run.wallMs / first.run.wallMs],
    ]),
    ...against(find, name, "fresh", "warm", (fresh, warm) => [["wall / warm", fresh.run.wallMs / warm.run.wallMs]]),
  ]);
}

/** Ratios of counts: the same on every machine. None of a run that did work twice. */
export function countRatios(cases: readonly MeasuredCase[]): Ratios {
  return ratios(cases, ({ name, run, partitions, bytes, files }, find) => [
    [`${name}: RPCs`, rpcs(run)],
    [`${name}: AnalyzePlan`, run.rpcs["AnalyzePlan"] ?? 0],
    [`${name}: Spark jobs`, run.sparkJobs],
    files > 0 && [`${name}: bytes read from S3 / bytes of the files`, run.s3BytesRead / bytes],
    files > 0 && [`${name}: S3 requests but for partitions, each file`, (requests(run) - ofPartitions(run)) / files],
    partitions > 0 && [
      `${name}: S3 requests of staging and publishing, each partition`,
      ofPartitions(run) / partitions,
    ],
    ...against(find, name, "late", "first", (late, first) => [
      ["bytes read from S3 / those of a month without sales", late.run.s3BytesRead / first.run.s3BytesRead],
    ]),
  ]);
}

/** Without what keeps an operation alive, which hangs on how long it takes. */
function rpcs({ rpcs: byMethod }: Measured): number {
  const { ReattachExecute = 0, ReleaseExecute = 0, ...others } = byMethod;
  return sum(Object.values(others));
}

function requests({ s3Requests }: Measured): number {
  return sum(Object.values(s3Requests));
}

function ofPartitions({ steps }: MeasuredCase["run"]): number {
  return sum(["stage partitions", "publish"].map((name) => (steps[name] === undefined ? 0 : requests(steps[name]))));
}

type Ratio = readonly [name: string, value: number];
type Find = (name: string) => MeasuredCase | undefined;

function ratios(
  cases: readonly MeasuredCase[],
  of: (measured: MeasuredCase, find: Find) => readonly (Ratio | false | undefined)[],
): Ratios {
  const once = cases.filter(({ run }) => run.repeated.length === 0);
  const find: Find = (wanted) => once.find(({ name }) => name === wanted);
  const all = once.flatMap((measured) => of(measured, find)).filter((ratio) => ratio !== undefined && ratio !== false);
  return Object.fromEntries(all.map(([name, value]) => [name, Math.round(value * 1_000) / 1_000]));
}

/** Where the case is the one, and the other was measured, too. */
function against(
  find: Find,
  name: string,
  one: string,
  other: string,
  compare: (one: MeasuredCase, other: MeasuredCase) => readonly Ratio[],
): readonly Ratio[] {
  if (!name.endsWith(` ${one}`)) return [];
  const [found, beside] = [find(name), find(name.replace(new RegExp(` ${one}$`), ` ${other}`))];
  if (found === undefined || beside === undefined) return [];
  return compare(found, beside).map(([what, value]) => [`${name}: ${what}`, value]);
}
