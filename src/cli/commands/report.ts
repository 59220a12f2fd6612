import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { ConfigError } from "../../config/index.ts";
import { openWarehouse, requireLedger, runReport } from "../../warehouse/index.ts";
import { deliverPage } from "../deliver-page.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { parseCount } from "../parse-count.ts";
import { printJson, printText } from "../print.ts";
import { reportText } from "../report-text.ts";
import { settingsOf } from "../settings-of.ts";

export function reportCommand(): CommandUnknownOpts {
  const declared = newCommand("report")
    .description("Tell from the ledger what the last run did, or another: files with reasons, batches, months, marts")
    .addOption(new Option("--run <id>", "another run than the last one that changed anything").conflicts("batch"))
    .option("--batch <id>", "only this batch")
    .option("--limit <count>", "how many files to list", parseCount, 50)
    .option("--json", "print one JSON object, with all files", false)
    .option("--html <file>", "write the run's page, one file that needs nothing else; - for stdout")
    .option("--publish", "put the run's page, and the index of all, below reports/ in the bucket", false)
    .action(async ({ run: runId, batch: batchId, limit, json, html, publish }, command) => {
      const job = await jobOf(command);
      const settings = settingsOf(command, job);
      await using warehouse = await openWarehouse(settings.mysql);
      await requireLedger(warehouse, job);
      const report = await runReport(warehouse, { runId, batchId });
      if (report === undefined && (runId ?? batchId) !== undefined) {
        throw new ConfigError(
          `The ledger knows no ${runId === undefined ? "batch" : "run"} ${runId ?? batchId}. \`status\` lists the latest.`,
        );
      }
      if (report !== undefined && (html !== undefined || publish)) {
        await deliverPage({ job, settings, warehouse }, report.runId, { html, publish });
      } else if (json) printJson(report ?? null);
      else printText(reportText(report, limit));
    });
  return withExamples(declared, [
    "sales-pipeline report",
    "sales-pipeline report --run 20261123T232400Z-1a2b3c --json",
    "sales-pipeline report --html run.html",
    "sales-pipeline report --publish",
  ]);
}
