import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { backfillPipeline } from "../../pipeline/commands/backfill/backfill.ts";
import { BACKFILL_MODES } from "../../pipeline/commands/backfill/mode.ts";
import { asOfOption } from "../as-of-option.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { EXIT } from "../exit-codes.ts";
import { newCommand } from "../global-options.ts";
import { parseMonth } from "../parse-month.ts";

export function backfillCommand(): CommandUnknownOpts {
  const declared = newCommand("backfill")
    .description(
      "Go through months, oldest first, one batch each: process their new files, read them again, or compute their marts anew",
    )
    .requiredOption("--from <month>", "the first month (yyyy-MM)", parseMonth)
    .requiredOption("--to <month>", "the last month (yyyy-MM)", parseMonth)
    .addOption(
      new Option(
        "--mode <mode>",
        "new: new files with facts of the month; replay: files that count in it, again; rebuild: its marts",
      )
        .choices(BACKFILL_MODES)
        .default("new" as const),
    )
    .option("--restart", "also what an interrupted backfill of this mode has done already", false)
    .addOption(asOfOption())
    .option("--fail-on-invalid", "exit 3 if a file was invalid or failed, or a row was rejected", false)
    .action(async (options, command) => {
      if (options.from > options.to) command.error("--from is after --to.", { exitCode: EXIT.usage });
      const { from, to, mode, restart } = options;
      await conduct(command, options, (runOptions) => backfillPipeline({ ...runOptions, from, to, mode, restart }));
    });
  return withExamples(declared, [
    "sales-pipeline backfill --from 2025-01 --to 2025-06",
    "sales-pipeline backfill --from 2025-01 --to 2025-06 --mode replay",
  ]);
}
