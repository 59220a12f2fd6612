/** The settings or the command line are wrong: a retry cannot help. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
