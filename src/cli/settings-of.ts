import type { Command } from "commander";
import { type DeclaredSettings, loadSettings, type Settings } from "../config/index.ts";

/** The settings of a command: its program's `--config` and `--set`, and this process's environment. */
export function settingsOf(command: Command, job: DeclaredSettings): Settings {
  return loadSettings(job, settingsSourceOf(command));
}

export function settingsSourceOf(command: Command): Parameters<typeof loadSettings>[1] {
  const { config, set } = command.optsWithGlobals<{ readonly config?: string; readonly set?: readonly string[] }>();
  return { file: config, env: process.env, set };
}
