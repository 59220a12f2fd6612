import { Argument, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { settingPaths } from "../../config/index.ts";
import { bashCompletion } from "../completion/bash.ts";
import { type DeclaredProgram, declaredProgram } from "../completion/declared-commands.ts";
import { fishCompletion } from "../completion/fish.ts";
import { zshCompletion } from "../completion/zsh.ts";
import { withExamples } from "../examples.ts";
import { newCommand } from "../global-options.ts";
import { jobOf } from "../job-of.ts";
import { printText } from "../print.ts";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const satisfies Readonly<
  Record<string, (program: DeclaredProgram) => string>
>;

const SHELL_NAMES = ["bash", "zsh", "fish"] as const satisfies readonly (keyof typeof SHELLS)[];

export function completionCommand(): CommandUnknownOpts {
  const declared = newCommand("completion")
    .description("Print a script that completes commands, options and settings in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELL_NAMES))
    .action(async (shell, _options, command) => {
      const { parent } = command;
      if (parent === null) throw new Error("completion belongs to a program");
      printText(SHELLS[shell](declaredProgram(parent, settingPaths(await jobOf(command)))));
    });
  return withExamples(declared, [
    "source <(sales-pipeline completion bash)",
    "sales-pipeline completion fish > ~/.config/fish/completions/sales-pipeline.fish",
  ]);
}
