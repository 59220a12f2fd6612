import type { Command } from "commander";
import { type DeclaredSettings, loadSettings, type Settings } from "../config/index.ts";

/** The settings of a command: its program's `--config` and this process's environment. */
export function settingsOf(command: Command, job: DeclaredSettings): Settings {
  return loadSettings(job, settingsSourceOf(command));
}

export function settingsSourceOf(command: Command): Parameters<typeof loadSettings>[1] {
  const { config } = command.optsWithGlobals<{ readonly config?: string }>();
  return { file: config, env: process.env };
}
