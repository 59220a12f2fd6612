import type { ActionOptions, ExplainMode } from "../../spark-connect/index.ts";
import { latestLiveMonth, liveSalesOf } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { SESSION_SETTINGS } from "../spark/session-settings.ts";
import { martRows } from "../transform/build-marts.ts";
import { effectiveDimensions } from "../transform/load-dimensions.ts";
import { rulesOf } from "../transform/mart-rules.ts";
import { readParts } from "../transform/sales-to-count.ts";

export interface ExplainedMarts {
  /** The month whose sales the plans read, or undefined if none count yet: then they read an empty table. */
  readonly month: string | undefined;
  readonly plans: Readonly<Record<string, string>>;
}

/** How Spark would compute the marts of the last month that has sales. Runs nothing on the executors. */
export async function explainMarts(
  run: Pick<RunContext, "job" | "warehouse" | "lake" | "spark" | "settings" | "signal">,
  mode: ExplainMode,
): Promise<ExplainedMarts> {
  const options: ActionOptions = { signal: run.signal };
  await run.spark.conf.setAll(SESSION_SETTINGS, options);
  const month = await latestLiveMonth(run.warehouse);
  const months = month === undefined ? [] : [month];
  const { parts, deadFiles } = await liveSalesOf(run.warehouse, { months, superseding: [] });
  const sales = readParts(run, parts, deadFiles);
  const dimensions = effectiveDimensions(run, { dimensions: {} });
  const plans: Record<string, string> = {};
  for (const mart of run.job.marts) {
    plans[mart.name] = await martRows(mart, sales, dimensions, rulesOf(run)).explain(mode, options);
  }
  return { month, plans };
}
