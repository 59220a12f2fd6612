import { Argument, Command } from "commander";
import { settingPaths } from "../../config/index.ts";
import { bashCompletion } from "../completion/bash.ts";
import { type DeclaredProgram, declaredProgram } from "../completion/declared-commands.ts";
import { fishCompletion } from "../completion/fish.ts";
import { zshCompletion } from "../completion/zsh.ts";
import { withExamples } from "../examples.ts";
import { jobOf } from "../job-of.ts";
import { printText } from "../print.ts";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const satisfies Readonly<
  Record<string, (program: DeclaredProgram) => string>
>;

export function completionCommand(): Command {
  const declared = new Command("completion")
    .description("Print a script that completes commands, options and settings in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(SHELLS)))
    .action(async (shell: keyof typeof SHELLS, _options: unknown, command: Command) => {
      const { parent } = command;
      if (parent === null) throw new Error("completion belongs to a program");
      printText(SHELLS[shell](declaredProgram(parent, settingPaths(await jobOf(command)))));
    });
  return withExamples(declared, [
    "source <(sales-pipeline completion bash)",
    "sales-pipeline completion fish > ~/.config/fish/completions/sales-pipeline.fish",
  ]);
}
