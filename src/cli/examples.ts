import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** Shows in a command's help how it is used. */
export function withExamples(command: CommandUnknownOpts, examples: readonly string[]): CommandUnknownOpts {
  return command.addHelpText("after", `\nExamples:\n${examples.map((example) => `  $ ${example}`).join("\n")}`);
}
