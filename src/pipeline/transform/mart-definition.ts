import { createHash } from "node:crypto";
import { CLEANED_SALES_SCHEMA } from "../../../jobs/sales/index.ts";
import { type Mart, martValues } from "../../job/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { rulesOf } from "./mart-rules.ts";

/**
 * A digest of all that decides the values of a mart: its columns, and the plan that is sent to Spark, which holds its rules. Rows
 * of another definition are not added to.
 */
export function martDefinition(run: Pick<RunContext, "spark" | "settings">, mart: Mart): string {
  const facts = run.spark.createDataFrame([], CLEANED_SALES_SCHEMA);
  const plan = martValues(mart, facts, rulesOf(run)).toPlanJson();
  // Plans are numbered as they are made.
  const text = JSON.stringify(plan).replace(/"planId":"\d+"/g, "");
  const { key, values, folds = {} } = mart;
  return createHash("sha256")
    .update(JSON.stringify([key, values, folds, text]))
    .digest("hex");
}
