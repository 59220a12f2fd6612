import type { Colors } from "picocolors/types.js";
import type { EndedStep } from "../../observability/index.ts";
import { durationText } from "./amounts.ts";

/** Steps that take less than this and did nothing to speak of are not shown. */
const WORTH_TELLING_MS = 1000;

/** A finished step: its sign, its name, how long it took, Spark's part of that, and what it did. Undefined if there is nothing to tell. */
export function stepLine({ step, outcome, durationMs, sparkMs, did }: EndedStep, colors: Colors): string | undefined {
  if (outcome === "done" && did === "" && durationMs < WORTH_TELLING_MS) return undefined;
  const sign = outcome === "done" ? colors.green("✔") : colors.red("✖");
  const time = durationText(durationMs).padStart(8);
  const spark = sparkMs < 50 ? "" : colors.dim(` (Spark ${durationText(sparkMs)})`);
  return `${sign} ${step.padEnd(20)} ${colors.cyan(time)}${did === "" ? "" : `  ${did}`}${spark}`;
}
