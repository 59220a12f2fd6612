import { Command } from "commander";
import { effectiveSettings } from "../../config/index.ts";
import { settingsOf, settingsSourceOf } from "../settings-of.ts";

export function configCommand(): Command {
  return new Command("config")
    .description("Show every setting in force and where it comes from, as JSON, without secrets")
    .action((_options: unknown, command: Command) => {
      process.stdout.write(`${JSON.stringify(effectiveSettings(settingsSourceOf(command)), undefined, 2)}\n`);
      // Also for what is missing: the other settings are shown nevertheless.
      settingsOf(command);
    });
}
