import { Command } from "commander";
import { recoverPipeline } from "../../pipeline/commands/recover-only.ts";
import { reportOutcome } from "../report-outcome.ts";
import { runOptionsOf } from "../run-options.ts";

export function recoverCommand(): Command {
  return new Command("recover")
    .description("Finish or undo what runs that died have left, as every run does at its start")
    .action(async (_options: object, command: Command) => {
      process.exitCode = reportOutcome(await recoverPipeline(await runOptionsOf(command)));
    });
}
