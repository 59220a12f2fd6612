import { CodedError } from "../errors/index.ts";
/** The settings or the command line are wrong: a retry cannot help. */
export class ConfigError extends CodedError {
  override readonly name = "ConfigError";
  readonly code = "invalid_settings";
  readonly transient = false;
}
