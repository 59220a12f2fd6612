import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { type ExplainedMarts, explainMarts } from "../../pipeline/commands/explain-marts.ts";
import { plan } from "../../pipeline/commands/plan.ts";
import { openSpark } from "../../pipeline/spark/open-spark.ts";
import { feedContracts } from "../../pipeline/validate/feed-contracts.ts";
import type { ExplainMode } from "../../spark-connect/index.ts";
import { withExamples } from "../examples.ts";
import { type GivenCommand, newCommand } from "../global-options.ts";
import { type GivenInterval, intervalOptions, intervalSettings } from "../interval-options.ts";
import { jobOf } from "../job-of.ts";
import { openSources } from "../open-sources.ts";
import { parseCount } from "../parse-count.ts";
import { explainText, planText } from "../plan-text.ts";
import { printJson, printText } from "../print.ts";
import { settingsOf } from "../settings-of.ts";
import { stopSignal } from "../stop-signal.ts";

interface PlanOptions extends GivenInterval {
  readonly limit: number;
  readonly json: boolean;
  readonly explain: ExplainMode | "none";
}

export function planCommand(): CommandUnknownOpts {
  const declared = newCommand("plan")
    .description(
      "Show what a run would do with the files below raw/, and how Spark would compute the marts; writes nothing",
    )
    .option("--limit <count>", "how many files to list", parseCount, 50)
    .addOption(
      new Option("--explain <mode>", "how Spark's plans are shown; with none, Spark is not needed")
        .choices(["simple", "extended", "formatted", "cost", "codegen", "none"])
        .default("simple"),
    )
    .addOption(intervalOptions.start())
    .addOption(intervalOptions.end())
    .addOption(intervalOptions.of())
    .option("--json", "print one JSON object, with all files", false)
    .action(async (options, command) => {
      await showPlan(options, command);
    });
  return withExamples(declared, [
    "sales-pipeline plan --explain none",
    "sales-pipeline plan --explain formatted --limit 10",
  ]);
}

async function showPlan(options: PlanOptions, command: GivenCommand): Promise<void> {
  const { limit, json, explain } = options;
  const job = await jobOf(command);
  const settings = settingsOf(command, job, intervalSettings(options));
  const signal = stopSignal();
  await using scope = new AsyncDisposableStack();
  const { warehouse, lake } = await openSources(scope, { job, settings }, signal);
  const contracts = feedContracts({ job, settings });
  const planned = await plan({ job, warehouse, lake, contracts, settings, signal });
  if (!json) printText(planText(planned, limit));
  let spark: ExplainedMarts | undefined;
  if (explain !== "none") {
    const session = scope.use(openSpark(settings));
    spark = await explainMarts({ job, warehouse, lake, spark: session, settings, signal }, explain);
    if (!json) printText(explainText(spark));
  }
  if (json) printJson({ ...planned, ...(spark && { spark }) });
}
