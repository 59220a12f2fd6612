import { type CommandUnknownOpts, InvalidArgumentError } from "@commander-js/extra-typings";
import { compactPipeline } from "../../pipeline/commands/compact/compact.ts";
import { conduct } from "../conduct.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { parseCount } from "../parse-count.ts";

/** A month of daily files is compacted about three times. */
const MIN_PARTS = 10;

export function compactCommand(): CommandUnknownOpts {
  const declared = newCommand("compact")
    .description("Write cleaned facts that lie in many small batches into few, without changing a number")
    .option("--min-parts <n>", "only months whose facts lie in so many batches or more", parseParts, MIN_PARTS)
    .action(async ({ minParts }, command) => {
      await conduct(command, {}, (options) => compactPipeline({ ...options, minParts }));
    });
  return withExamples(declared, ["sales-pipeline compact", "sales-pipeline compact --min-parts 30"]);
}

function parseParts(text: string): number {
  const count = parseCount(text);
  if (count < 2) throw new InvalidArgumentError("Give a whole number from 2: one batch is as few as can be.");
  return count;
}
