import type { Command } from "commander";
import { loadSettings, type Settings } from "../config/index.ts";

/** The settings of a command: its program's `--config` and this process's environment. */
export function settingsOf(command: Command): Settings {
  const { config } = command.optsWithGlobals<{ readonly config?: string }>();
  return loadSettings({ file: config, env: process.env });
}
