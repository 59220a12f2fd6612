import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { adoptPipeline } from "../../pipeline/commands/adopt/adopt.ts";
import { planAdopt } from "../../pipeline/commands/adopt/plan-adopt.ts";
import { adoptText } from "../adopt-text.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { printText } from "../print.ts";
import { settingsOf } from "../settings-of.ts";

export function adoptCommand(): CommandUnknownOpts {
  const declared = newCommand("adopt")
    .description("Take kept files that the ledger lacks back into it, after MySQL was restored from a backup")
    .option("--dry-run", "only say what would be taken back", false)
    .action(async ({ dryRun }, command) => {
      const job = await jobOf(command);
      if (dryRun) printText(adoptText(await planAdopt(job, settingsOf(command, job))));
      else await conduct(command, {}, adoptPipeline);
    });
  return withExamples(declared, ["sales-pipeline adopt --dry-run", "sales-pipeline adopt"]);
}
