import { type DeclaredSettings, loadSettings, type Settings } from "../config/index.ts";
import type { GivenCommand } from "./global-options.ts";

/** The settings of a command: its program's `--config` and `--set`, and this process's environment. */
export function settingsOf(command: GivenCommand, job: DeclaredSettings): Settings {
  return loadSettings(job, settingsSourceOf(command));
}

export function settingsSourceOf(command: GivenCommand): Parameters<typeof loadSettings>[1] {
  const { config, set } = command.optsWithGlobals();
  return { file: config, env: process.env, set };
}
