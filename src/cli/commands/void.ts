import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { planVoid, voidPipeline } from "../../pipeline/commands/void.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { printText } from "../print.ts";
import { settingsOf } from "../settings-of.ts";
import { voidText } from "../void-text.ts";

export function voidCommand(): CommandUnknownOpts {
  const declared = newCommand("void")
    .description("Take an import back: its facts count no more, until `replay --file` brings it back")
    .requiredOption("--file <key or id>", "a Processed file: its id, its key in raw/, or the key where it is kept")
    .option("--dry-run", "only say what would be taken back", false)
    .action(async ({ file, dryRun }, command) => {
      if (dryRun) {
        const job = await jobOf(command);
        printText(voidText(await planVoid(job, settingsOf(command, job), file)));
      } else await conduct(command, {}, (options) => voidPipeline({ ...options, file }));
    });
  return withExamples(declared, [
    "sales-pipeline void --file raw/sales/sales_data_2025-01-31.csv --dry-run",
    "sales-pipeline void --file 42",
  ]);
}
