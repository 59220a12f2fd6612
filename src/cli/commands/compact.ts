import { Command, InvalidArgumentError } from "commander";
import { compactPipeline } from "../../pipeline/commands/compact/compact.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { parseCount } from "../parse-count.ts";

/** A month of daily files is compacted about three times. */
const MIN_PARTS = 10;

export function compactCommand(): Command {
  const declared = new Command("compact")
    .description("Write cleaned sales that lie in many small batches into few, without changing a number")
    .option("--min-parts <n>", "only months whose sales lie in so many batches or more", parseParts, MIN_PARTS)
    .action(async ({ minParts }: { readonly minParts: number }, command: Command) => {
      await conduct(command, {}, (options) => compactPipeline({ ...options, minParts }));
    });
  return withExamples(declared, ["sales-pipeline compact", "sales-pipeline compact --min-parts 30"]);
}

function parseParts(text: string): number {
  const count = parseCount(text);
  if (count < 2) throw new InvalidArgumentError("Give a whole number from 2: one batch is as few as can be.");
  return count;
}
