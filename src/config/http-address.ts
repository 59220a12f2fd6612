import { ConfigError } from "./config-error.ts";
import { holdsCredentials } from "./redact.ts";

export interface HttpSetting {
  /** The setting and its variable, as people know them: `s3.endpoint (AWS_ENDPOINT_URL_S3)`. */
  readonly name: string;
  /** What to write: `http://host:port`. */
  readonly form: string;
  /** The end of a sentence that says it holds credentials. */
  readonly credentials: string;
}

export function isHttpAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

/**
 * Holds a setting to be an address that logs may show; empty is none.
 *
 * @throws ConfigError if it is not
 */
export function checkHttpAddress(address: string, { name, form, credentials }: HttpSetting): void {
  if (address === "") return;
  if (holdsCredentials(address)) throw new ConfigError(`${name} holds credentials${credentials}`);
  if (!isHttpAddress(address)) throw new ConfigError(`${name} is ${address}. Write it as ${form}.`);
}
