import { createHash } from "node:crypto";
import { type Mart, martValues } from "../../job/index.ts";
import { cleanedFactsSchema } from "../../records/index.ts";
import type { RunContext } from "../context/run-context.ts";

/**
 * A digest of all that decides the values of a mart: its columns, and the plan that is sent to Spark, which holds its rules. Rows
 * of another definition are not added to.
 */
export function martDefinition(run: Pick<RunContext, "job" | "spark" | "settings">, mart: Mart): string {
  const facts = run.spark.createDataFrame([], cleanedFactsSchema(run.job.facts));
  const plan = martValues(mart, facts, run.settings.rules).toPlanJson();
  // Plans are numbered as they are made.
  const text = JSON.stringify(plan).replace(/"planId":"\d+"/g, "");
  const { key, values, folds = {} } = mart;
  return createHash("sha256")
    .update(JSON.stringify([key, values, folds, text]))
    .digest("hex");
}
