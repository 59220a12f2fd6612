import { DataFrame } from "../spark-connect/index.ts";
import { combinations } from "./combinations.ts";
import type { Job } from "./job.ts";
import { JobError } from "./job-error.ts";
import { type Mart, MONTH } from "./mart.ts";
import { orFail } from "./or-fail.ts";
import { nameOfColumn, partsOf } from "./plan-parts.ts";
import { planningSession } from "./planning-session.ts";

/**
 * A run computes the months that its files touch, a rebuild all of them: a window over several months would make a row depend on
 * which are computed together. Refuses those that are seen to be such, and what throws, under each combination of what settings choose.
 * A window in SQL text, or by a column that is computed, is not seen.
 *
 * @throws JobError for the first one
 */
export function checkWindows({ facts, marts, rules = {} }: Pick<Job, "facts" | "marts" | "rules">): void {
  const rows = planningSession().range(0, 0);
  const ofFacts = new Set(facts.columns.map(({ name }) => name).filter((name) => name !== facts.facts.day));
  for (const mart of marts) {
    const ofMart = new Set(
      Object.entries({ ...mart.key, ...mart.values }).flatMap(([name, type]) => monthless(name, type)),
    );
    const { derived } = mart;
    for (const chosen of combinations(rules)) {
      check(mart, "plan", ofFacts, () => mart.plan(rows, chosen));
      if (derived !== undefined) check(mart, "derived", ofMart, () => derived.from(rows, chosen));
    }
  }
}

/** A day says which month it is of. */
function monthless(name: string, type: string): readonly string[] {
  return name === MONTH || type.toUpperCase() === "DATE" ? [] : [name];
}

/** @param monthless the columns that say nothing of the month */
function check({ name }: Mart, field: "plan" | "derived", monthless: ReadonlySet<string>, make: () => unknown): void {
  const subject = `The mart ${name}`;
  const frame = orFail(subject, `its ${field} throws`, make);
  if (!(frame instanceof DataFrame)) throw new JobError(subject, `its ${field} gives no DataFrame.`);
  for (const { partitionSpec = [] } of partsOf(frame.toPlanJson(), "window")) {
    const by = Array.isArray(partitionSpec) ? partitionSpec.map(nameOfColumn) : [];
    if (!by.every((column) => column !== undefined && monthless.has(column))) continue;
    const said = by.length === 0 ? "by nothing" : `by ${by.join(", ")}`;
    throw new JobError(
      subject,
      `a window of its ${field} is partitioned ${said}, and reaches over several months: what it gives would depend on which months are computed together. Add \`${MONTH}\`: Window.partitionBy(${[...by, MONTH].map((column) => `"${column}"`).join(", ")}).`,
    );
  }
}
