import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { runPipeline } from "../../pipeline/run.ts";
import { asOfOption } from "../as-of-option.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { intervalOptions, intervalSettings } from "../interval-options.ts";

export function runCommand(): CommandUnknownOpts {
  const declared = newCommand("run")
    .description("Process the new files below raw/ and bring the marts up to date")
    .addOption(asOfOption())
    .option("--fail-on-invalid", "exit 3 if a file was invalid or failed, or a row was rejected", false)
    .addOption(intervalOptions.start())
    .addOption(intervalOptions.end())
    .addOption(intervalOptions.of())
    .action(async (options, command) => {
      await conduct(command, { ...options, own: intervalSettings(options) }, runPipeline);
    });
  return withExamples(declared, [
    "sales-pipeline run",
    "sales-pipeline run --as-of 2025-01-31 --fail-on-invalid",
    "sales-pipeline run --data-interval-start 2025-01-01 --data-interval-end 2025-02-01 --interval-of sales",
    'sales-pipeline run --set feeds.sales.delimiter=";" --quiet',
  ]);
}
