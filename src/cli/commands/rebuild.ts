import { Command } from "commander";
import { rebuildPipeline } from "../../pipeline/commands/rebuild.ts";
import { parseMonth } from "../parse-month.ts";
import { reportOutcome } from "../report-outcome.ts";
import { runOptionsOf } from "../run-options.ts";

export function rebuildCommand(): Command {
  return new Command("rebuild")
    .description("Compute both marts anew from all accepted sales, and mend partition objects that were changed")
    .option("--month <month>", "only this month (yyyy-MM)", parseMonth)
    .action(async ({ month }: { readonly month?: string }, command: Command) => {
      process.exitCode = reportOutcome(await rebuildPipeline({ ...(await runOptionsOf(command)), month }));
    });
}
