import { Command, Option } from "commander";
import { createLogger } from "../../observability/index.ts";
import { runPipeline } from "../../pipeline/run.ts";
import { EXIT } from "../exit-codes.ts";
import { parseDate } from "../parse-date.ts";
import { exitCodeOf, reportError } from "../report-error.ts";
import { settingsOf } from "../settings-of.ts";
import { stopSignal } from "../stop-signal.ts";

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
      process.exitCode = await run(options, command);
    });
}

async function run(
  options: { readonly asOf?: string; readonly failOnInvalid: boolean },
  command: Command,
): Promise<number> {
  const settings = settingsOf(command);
  const stop = stopSignal();
  const { summary, error } = await runPipeline({
    settings,
    asOf: options.asOf ?? new Date().toISOString().slice(0, "yyyy-MM-dd".length),
    signal: stop,
    logger: (bindings) => createLogger(settings.logLevel, bindings),
  });
  if (error !== undefined) reportError(error);
  const code = error === undefined ? exitCodeOfStatus(summary.status) : exitCodeOf(error);
  if (code !== EXIT.usage) process.stdout.write(`${JSON.stringify(summary)}\n`);
  const faulty = summary.files.invalid > 0 || summary.rows.rejected > 0;
  return code === EXIT.done && options.failOnInvalid && faulty ? EXIT.invalidFiles : code;
}

function exitCodeOfStatus(status: string): number {
  return status === "nothing_to_do" ? EXIT.nothingToDo : EXIT.done;
}
