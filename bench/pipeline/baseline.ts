import { readFileSync } from "node:fs";
import { isRecord } from "../../src/text/index.ts";

export interface Accepted {
  readonly value: number;
  /** By which part of it a ratio may be worse. */
  readonly margin: number;
}

/** What is held against what was accepted: by name, smaller is better. */
export type Ratios = Readonly<Record<string, number>>;

export const BASELINE = new URL("../baseline.json", import.meta.url);

/** The ratios that are accepted, by name. */
export type Baseline = Readonly<Record<string, Accepted>>;

export interface RatiosByKind {
  readonly counts: Ratios;
  readonly times: Ratios;
}

export interface Verdict {
  readonly name: string;
  readonly accepted: Accepted;
  /** Undefined where it was not measured. */
  readonly measured: number | undefined;
  readonly isWorse: boolean;
}

/** Margins: counts hardly differ, times do, also beside each other. */
export const MARGINS = { counts: 0.1, times: 0.3 } as const;

export function compareRatios(baseline: Baseline, measured: Ratios): readonly Verdict[] {
  return Object.entries(baseline).map(([name, accepted]) => {
    const found = measured[name];
    const limit = accepted.value * (1 + accepted.margin);
    return { name, accepted, measured: found, isWorse: found !== undefined && found > limit };
  });
}

/** What is accepted once these are: of cases that were not measured it stays as it was. */
export function acceptRatios(baseline: Baseline, { counts, times }: RatiosByKind): Baseline {
  const measured = new Set([...Object.keys(counts), ...Object.keys(times)].map(caseOf));
  const kept = Object.entries(baseline).filter(([name]) => !measured.has(caseOf(name)));
  const accepted = (ratios: Ratios, margin: number) =>
    Object.entries(ratios).map(([name, value]) => [name, { value, margin }] as const);
  return Object.fromEntries([...kept, ...accepted(times, MARGINS.times), ...accepted(counts, MARGINS.counts)]);
}

function caseOf(name: string): string {
  return name.split(": ")[0] ?? name;
}

/** @throws TypeError naming what in the file is no accepted ratio */
export function readBaseline(file: URL | string): Baseline {
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isRecord(parsed)) throw new TypeError(`${file} holds no object.`);
  return Object.fromEntries(
    Object.entries(parsed).map(([name, accepted]) => {
      const { value, margin } = isRecord(accepted) ? accepted : {};
      if (typeof value !== "number" || typeof margin !== "number") {
        throw new TypeError(`${file}: ${name} must have a value and a margin, both numbers.`);
      }
      return [name, { value, margin }];
    }),
  );
}
