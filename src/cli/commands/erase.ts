import { Command, InvalidArgumentError } from "commander";
import { salesJob } from "../../../jobs/sales/index.ts";
import { erasePipeline } from "../../pipeline/commands/erase.ts";
import { reportOutcome } from "../report-outcome.ts";
import { runOptionsOf } from "../run-options.ts";

const LARGEST_KEY = 2_147_483_647;

export function eraseCommand(): Command {
  const { name = "person" } = salesJob.subject ?? {};
  return new Command("erase")
    .description(`Take one ${name} out of everything that is kept, without moving a sum of anybody else`)
    .requiredOption(`--${name} <id>`, `the ${name}'s number`, parseKey)
    .option("--dry-run", "only find out what there is; takes the lease all the same", false)
    .addHelpText(
      "after",
      "\nIt can be repeated, and goes on where one that died stopped. Old versions of objects, backups and logs stay: docs/privacy.md.",
    )
    .action(
      async ({ dryRun, ...options }: { readonly dryRun: boolean } & Record<string, unknown>, command: Command) => {
        const outcome = await erasePipeline({ ...runOptionsOf(command), key: Number(options[name]), isDryRun: dryRun });
        process.exitCode = reportOutcome(outcome);
      },
    );
}

function parseKey(text: string): number {
  const key = Number(text);
  if (!/^[1-9]\d*$/.test(text) || key > LARGEST_KEY) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${LARGEST_KEY}.`);
  }
  return key;
}
