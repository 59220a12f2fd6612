import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { effectiveSettings } from "../../config/index.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { printJson } from "../print.ts";
import { settingsOf, settingsSourceOf } from "../settings-of.ts";

export function configCommand(): CommandUnknownOpts {
  const declared = newCommand("config")
    .description("Show every setting in force and where it comes from, as JSON, without secrets")
    .action(async (_options, command) => {
      const job = await jobOf(command);
      printJson(effectiveSettings(job, settingsSourceOf(command)), 2);
      // Also for what is missing: the other settings are shown nevertheless.
      settingsOf(command, job);
    });
  return withExamples(declared, ["sales-pipeline config", "sales-pipeline --set run.maxFiles=500 config"]);
}
