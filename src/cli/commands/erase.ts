import { Command, InvalidArgumentError } from "commander";
import { salesJob } from "../../../jobs/sales/index.ts";
import { erasePipeline } from "../../pipeline/commands/erase.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";

const LARGEST_KEY = 2_147_483_647;

export function eraseCommand(): Command {
  const { name = "person" } = salesJob.subject ?? {};
  const declared = new Command("erase")
    .description(`Take one ${name} out of everything that is kept, without moving a sum`)
    .requiredOption(`--${name} <id>`, `the ${name}'s number`, parseKey)
    .option("--dry-run", "only find out what there is; takes the lease all the same", false)
    .addHelpText(
      "after",
      "\nIt can be repeated, and goes on where one that died stopped. Old versions of objects, backups and logs stay: docs/privacy.md.",
    )
    .action(async ({ dryRun, ...asked }: { readonly dryRun: boolean } & Record<string, unknown>, command: Command) => {
      const key = Number(asked[name]);
      await conduct(command, {}, (options) => erasePipeline({ ...options, key, isDryRun: dryRun }));
    });
  return withExamples(declared, [
    `sales-pipeline erase --${name} 4711 --dry-run`,
    `sales-pipeline erase --${name} 4711`,
  ]);
}

function parseKey(text: string): number {
  const key = Number(text);
  if (!/^[1-9]\d*$/.test(text) || key > LARGEST_KEY) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${LARGEST_KEY}.`);
  }
  return key;
}
