import type { FactRules } from "../feeds/index.ts";
import { Column, col } from "../spark-connect/index.ts";
import { combinations } from "./combinations.ts";
import { failingPart } from "./failing-expressions.ts";
import type { Job } from "./job.ts";
import { JobError } from "./job-error.ts";
import { orFail } from "./or-fail.ts";

/** Codes of the engine's own, as far as a rule could be called so. */
const RESERVED = ["future_date", "unparsable", "wrong_field_count"];

/**
 * Asks the facts' rules for what they say under each combination of what settings choose, and builds the conditions: whatever does
 * not work fails here, and not in the run in which somebody changes a setting.
 *
 * @throws JobError for the first fault
 */
export function checkRowRules({ facts, rules = {} }: Pick<Job, "facts" | "rules">): void {
  for (const chosen of combinations(rules)) {
    const under = Object.entries(chosen).map(([name, choice]) => `run.${name}=${choice}`);
    const subject = [`The rules of ${facts.name}`, ...(under.length === 0 ? [] : [`under ${under.join(", ")}`])].join(
      " ",
    );
    checkUnder(
      subject,
      facts.columns.map(({ name }) => name),
      () => facts.facts.rules?.(chosen),
    );
  }
}

function checkUnder(subject: string, columns: readonly string[], rulesOf: () => FactRules | undefined): void {
  const fail = (reason: string): never => {
    throw new JobError(subject, reason);
  };
  const said = orFail(subject, "they throw", rulesOf);
  if (said === undefined) return;
  const { rows, signed = [], watched = [], lookalikes = [] } = said;
  if (!Array.isArray(rows)) fail("they have no list `rows`. Where nothing else must hold, write `rows: []`.");
  const below = signed.find((name) => !columns.includes(name));
  if (below !== undefined) fail(`they take ${below} below zero, which is none of the columns.`);
  const known = new Set([...columns, ...watched.map(({ name }) => name)]);
  const column = (name: string): Column => {
    if (!known.has(name)) fail(`they look at ${name}, which is none of the columns.`);
    return col(name);
  };
  const codes = new Set<string>();
  for (const { code, broken } of rows) {
    if (!/^[a-z][a-z0-9_]*$/.test(code)) fail(`the code ${code} must be lower-case letters, digits and _.`);
    if (RESERVED.includes(code)) fail(`the code ${code} is the engine's. Name the rule otherwise.`);
    if (codes.has(code)) fail(`two rules have the code ${code}. Make them one, with \`or\`.`);
    codes.add(code);
    const condition: unknown = orFail(subject, `the rule ${code} throws`, () => broken(column));
    checkCondition(subject, `the rule ${code}`, "`broken` is a condition over values.", condition);
  }
  for (const { warning, matches } of lookalikes) {
    const condition: unknown = orFail(subject, `the lookalike ${warning} throws`, () => matches(column));
    checkCondition(subject, `the lookalike ${warning}`, "`matches` is a condition.", condition);
  }
}

/**
 * No row that lands may end a run. The engine cannot catch what an expression does at one row, so it takes none that is seen to fail.
 */
function checkCondition(subject: string, what: string, field: string, condition: unknown): void {
  if (!(condition instanceof Column)) throw new JobError(subject, `${what} gives no column: ${field}`);
  const failing = failingPart(condition);
  if (failing === undefined) return;
  throw new JobError(
    subject,
    `${what} ${failing}, which gives NULL where the other ends the whole run at one bad value. A condition that is NULL breaks nothing.`,
  );
}
