import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { openWarehouse, requireLedger, statusReport } from "../../warehouse/index.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { parseCount } from "../parse-count.ts";
import { printJson, printText } from "../print.ts";
import { settingsOf } from "../settings-of.ts";
import { statusTable } from "../status-table.ts";

export function statusCommand(): CommandUnknownOpts {
  const declared = newCommand("status")
    .description("Show the files by status, the latest batches, and why files are not processed")
    .option("--limit <count>", "how many batches and files to list", parseCount, 20)
    .option("--json", "print one JSON object", false)
    .action(async (options, command) => {
      const job = await jobOf(command);
      const settings = settingsOf(command, job);
      await using warehouse = await openWarehouse(settings.mysql);
      await requireLedger(warehouse, job);
      const report = await statusReport(warehouse, { limit: options.limit });
      if (options.json) printJson(report);
      else printText(statusTable(report));
    });
  return withExamples(declared, ["sales-pipeline status", "sales-pipeline status --limit 5 --json"]);
}
