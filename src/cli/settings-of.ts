import { type DeclaredSettings, loadSettings, type Settings } from "../config/index.ts";
import type { GivenCommand } from "./global-options.ts";

/**
 * The settings of a command: its program's `--config` and `--set`, and this process's environment.
 *
 * @param own what options of the command set, as `--set` takes it; they win
 */
export function settingsOf(command: GivenCommand, job: DeclaredSettings, own: readonly string[] = []): Settings {
  const source = settingsSourceOf(command);
  return loadSettings(job, { ...source, set: [...(source.set ?? []), ...own] });
}

export function settingsSourceOf(command: GivenCommand): Parameters<typeof loadSettings>[1] {
  const { config, set } = command.optsWithGlobals();
  return { file: config, env: process.env, set };
}
