import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { replayPipeline } from "../../pipeline/commands/replay.ts";
import type { ReplayTarget } from "../../pipeline/commands/replay-target.ts";
import { asOfOption } from "../as-of-option.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { EXIT } from "../exit-codes.ts";
import { newCommand } from "../global-options.ts";
import { parseMonth } from "../parse-month.ts";

interface Options {
  readonly file?: string;
  readonly month?: string;
  readonly asOf?: string;
  readonly failOnInvalid: boolean;
}

export function replayCommand(): CommandUnknownOpts {
  const declared = newCommand("replay")
    .description("Read files again: a quarantined or failed one after a fix, or all of a month after a change of rules")
    .option(
      "--file <key or id>",
      "an Invalid, Failed or Processed file: its id, its key in raw/, or the key where it is kept",
    )
    .addOption(
      new Option("--month <month>", "all files that count in this month (yyyy-MM)")
        .argParser(parseMonth)
        .conflicts("file"),
    )
    .addOption(asOfOption())
    .option("--fail-on-invalid", "exit 3 if a file was invalid or failed, or a row was rejected", false)
    .action(async (options, command) => {
      const target = targetOf(options);
      if (target === undefined) command.error("Give --file or --month.", { exitCode: EXIT.usage });
      else await conduct(command, options, (runOptions) => replayPipeline({ ...runOptions, target }));
    });
  return withExamples(declared, [
    "sales-pipeline replay --file raw/sales/sales_data_2025-01-31.csv",
    "sales-pipeline replay --month 2025-01",
  ]);
}

function targetOf({ file, month }: Options): ReplayTarget | undefined {
  if (file !== undefined) return { file };
  return month === undefined ? undefined : { month };
}
