import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { rebuildPipeline } from "../../pipeline/commands/rebuild.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { parseMonth } from "../parse-month.ts";

export function rebuildCommand(): CommandUnknownOpts {
  const declared = newCommand("rebuild")
    .description("Compute all marts anew from all accepted facts, and mend partition objects that were changed")
    .option("--month <month>", "only this month (yyyy-MM)", parseMonth)
    .action(async ({ month }, command) => {
      await conduct(command, {}, (options) => rebuildPipeline({ ...options, month }));
    });
  return withExamples(declared, ["sales-pipeline rebuild", "sales-pipeline rebuild --month 2025-01"]);
}
