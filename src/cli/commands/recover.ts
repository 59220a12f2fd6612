import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { recoverPipeline } from "../../pipeline/commands/recover-only.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";

export function recoverCommand(): CommandUnknownOpts {
  const declared = newCommand("recover")
    .description("Finish or undo what runs that died have left, as every run does at its start")
    .action(async (_options, command) => {
      await conduct(command, {}, recoverPipeline);
    });
  return withExamples(declared, ["sales-pipeline recover"]);
}
