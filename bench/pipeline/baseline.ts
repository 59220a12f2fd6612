import { readFileSync } from "node:fs";
import { isRecord } from "../../src/text/index.ts";
import type { Ratios } from "./ratios.ts";

export interface Accepted {
  readonly value: number;
  /** By which part of it a ratio may be worse. */
  readonly margin: number;
}

/** The ratios that are accepted, by name. */
export type Baseline = Readonly<Record<string, Accepted>>;

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
