import { Command, Option } from "@commander-js/extra-typings";

/** Declares the options that every command has, before or behind its name. */
export function withGlobalOptions(program: Command) {
  return program
    .option("--config <file>", "settings as JSON; also PIPELINE_CONFIG. Environment variables win over it")
    .option(
      "--job <module>",
      "the module of another job than the one for sales that the package brings along; also PIPELINE_JOB. Its default export, or its export job, is the job",
    )
    .addOption(
      new Option("--set <key=value>", "a setting, for this command alone; wins over all others, can be repeated")
        .argParser((text: string, before: readonly string[]) => [...before, text])
        .default<readonly string[]>([], "none"),
    )
    .addOption(new Option("--quiet", "say only what went wrong, and the result").conflicts("verbose"))
    .option("--verbose", "say all that happens");
}

export type GlobalOptions = ReturnType<ReturnType<typeof withGlobalOptions>["opts"]>;

/** What a command tells whoever carries it out. */
export interface GivenCommand {
  name(): string;
  optsWithGlobals(): GlobalOptions;
}

/** A command of the program, which knows the program's options. */
export function newCommand(name: string): Command<[], Record<never, never>, GlobalOptions> {
  return new Command<[], Record<never, never>, GlobalOptions>(name);
}
