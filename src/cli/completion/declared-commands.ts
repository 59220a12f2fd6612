import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** What a shell can complete, as the program declares it. */
export interface DeclaredProgram {
  readonly name: string;
  readonly options: readonly DeclaredOption[];
  readonly commands: readonly DeclaredCommand[];
  /** Of `--set`. */
  readonly settings: readonly string[];
}

export interface DeclaredCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly DeclaredOption[];
  /** What may follow it beside options. */
  readonly words: readonly string[];
}

export interface DeclaredOption {
  /** `--limit` */
  readonly flag: string;
  readonly description: string;
  readonly value: "none" | "any" | "file" | "setting" | readonly string[];
}

export function declaredProgram(program: CommandUnknownOpts, settings: readonly string[]): DeclaredProgram {
  return {
    name: program.name(),
    options: [...declaredOptions(program), HELP],
    commands: program.commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      options: [...declaredOptions(command), HELP],
      words: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    })),
    settings,
  };
}

const HELP: DeclaredOption = { flag: "--help", description: "show how it is used", value: "none" };

function declaredOptions(command: CommandUnknownOpts): readonly DeclaredOption[] {
  return command.options.flatMap((option) => {
    const { long, description } = option;
    return typeof long === "string" ? [{ flag: long, description, value: valueKind(option) }] : [];
  });
}

function valueKind({
  long,
  required,
  optional,
  argChoices,
}: CommandUnknownOpts["options"][number]): DeclaredOption["value"] {
  if (!required && !optional) return "none";
  if (argChoices !== undefined) return argChoices;
  if (long === "--config" || long === "--html") return "file";
  return long === "--set" ? "setting" : "any";
}
