import { Command, Option } from "commander";
import { runPipeline } from "../../pipeline/run.ts";
import { parseDate } from "../parse-date.ts";
import { reportOutcome } from "../report-outcome.ts";
import { runOptionsOf } from "../run-options.ts";

export function runCommand(): Command {
  return new Command("run")
    .description("Process the new files below raw/ and bring the marts up to date")
    .addOption(
      new Option("--as-of <date>", "the run's date (yyyy-MM-dd): a later sale is rejected")
        .argParser(parseDate)
        .default(undefined, "today in UTC"),
    )
    .option("--fail-on-invalid", "exit 3 if a file was invalid or a row was rejected", false)
    .action(async (options: { readonly asOf?: string; readonly failOnInvalid: boolean }, command: Command) => {
      process.exitCode = reportOutcome(await runPipeline(await runOptionsOf(command, options.asOf)), options);
    });
}
