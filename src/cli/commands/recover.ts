import { Command } from "commander";
import { recoverPipeline } from "../../pipeline/commands/recover-only.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";

export function recoverCommand(): Command {
  const declared = new Command("recover")
    .description("Finish or undo what runs that died have left, as every run does at its start")
    .action(async (_options: object, command: Command) => {
      await conduct(command, {}, recoverPipeline);
    });
  return withExamples(declared, ["sales-pipeline recover"]);
}
