import { type CommandUnknownOpts, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { salesJob } from "../../../jobs/sales/index.ts";
import { erasePipeline } from "../../pipeline/commands/erase.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { EXIT } from "../exit-codes.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";

const LARGEST_KEY = 2_147_483_647;

export function eraseCommand(): CommandUnknownOpts {
  const { name = "person" } = salesJob.subject ?? {};
  const declared = newCommand("erase")
    .description("Take one person, of those whom the job names, out of everything that is kept, without moving a sum")
    .option("--subject <id>", "the person's number, whatever the job calls its persons", parseKey)
    .option("--dry-run", "only find out what there is; takes the lease all the same", false)
    .addHelpText(
      "after",
      "\nIt can be repeated, and goes on where one that died stopped. Old versions of objects, backups and logs stay: docs/privacy.md.",
    )
    .action(async ({ dryRun, subject }, command) => {
      const named: unknown = command.getOptionValue(name);
      const person = (await jobOf(command)).subject?.name;
      const key = subject ?? (person === name ? named : undefined);
      if (person === undefined) command.error("The job declares no subject: there is nobody to erase.", USAGE);
      else if (typeof key !== "number") command.error(`Give the ${person}'s number: --subject <id>.`, USAGE);
      else await conduct(command, {}, (options) => erasePipeline({ ...options, key, isDryRun: dryRun }));
    });
  // The name is the job's: its option has no type of its own.
  declared.addOption(
    new Option(`--${name} <id>` as string, `the ${name}'s number, of the job that the package brings along`)
      .argParser(parseKey)
      .conflicts("subject"),
  );
  return withExamples(declared, [
    `sales-pipeline erase --${name} 4711 --dry-run`,
    `sales-pipeline erase --${name} 4711`,
    "sales-pipeline --job car-parks.ts erase --subject 4711",
  ]);
}

const USAGE = { exitCode: EXIT.usage };

function parseKey(text: string): number {
  const key = Number(text);
  if (!/^[1-9]\d*$/.test(text) || key > LARGEST_KEY) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${LARGEST_KEY}.`);
  }
  return key;
}
