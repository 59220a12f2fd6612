import type { Settings } from "../config/index.ts";

/** How much a command says while it works. */
export interface Verbosity {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

type Level = Settings["logLevel"];

const MORE_THAN_WARN: ReadonlySet<Level> = new Set(["trace", "debug", "info"]);

/**
 * The least level that is logged. A person on a terminal sees the steps, and of the log what went wrong; `--verbose` shows it all.
 * Anything else gets the log that the settings say.
 */
export function logLevelOf(
  { quiet = false, verbose = false }: Verbosity,
  { level, isWatched }: { readonly level: Level; readonly isWatched: boolean },
): Level {
  if (verbose) return level === "trace" ? level : "debug";
  return (quiet || isWatched) && MORE_THAN_WARN.has(level) ? "warn" : level;
}
