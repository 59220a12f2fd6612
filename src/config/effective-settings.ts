import { isRecord } from "../text/index.ts";
import type { DeclaredSettings } from "./declared-settings.ts";
import { type ReadSettings, readSettings, type SettingsSource } from "./read-settings.ts";
import { holdsCredentials, REDACTED, redactRemote } from "./redact.ts";
import { withEndpoint } from "./s3-settings.ts";
import { type SettingKey, settingKeys } from "./setting-keys.ts";

/** A setting as it is in force, for people to see: without secrets. */
export interface EffectiveSetting {
  readonly value: unknown;
  readonly from: "default" | "file" | "environment" | "--set";
  /** The environment variable that sets it, where there is one. */
  readonly variable?: string;
}

export interface EffectiveSettings {
  readonly file: string | null;
  readonly settings: Readonly<Record<string, EffectiveSetting>>;
}

/**
 * Every setting by its key, with the place that its value comes from. Settings that are required may be missing.
 *
 * @throws ConfigError as `loadSettings` does
 */
export function effectiveSettings(declared: DeclaredSettings, source: SettingsSource): EffectiveSettings {
  const read = readSettings(declared, source);
  const settings = settingKeys(read.schema).map(
    (key) => [key.path, effective(key, read, withEndpoint(source.env))] as const,
  );
  return { file: read.file ?? null, settings: Object.fromEntries(settings) };
}

function effective(
  { path, variable, sensitive }: SettingKey,
  { values, content, given }: ReadSettings,
  env: SettingsSource["env"],
): EffectiveSetting {
  const value = at(values, path);
  return {
    value: sensitive ? withoutSecret(path, value) : shown(value),
    from: given.has(path) ? "--set" : originOf(path, variable, content, env),
    ...(variable !== undefined && { variable }),
  };
}

function originOf(path: string, variable: string | undefined, content: unknown, env: SettingsSource["env"]) {
  if (variable !== undefined && env[variable] !== undefined) return "environment";
  return at(content, path) === undefined ? "default" : "file";
}

function withoutSecret(path: string, value: unknown): unknown {
  if (value === "") return value;
  return path === "spark.remote" && typeof value === "string" ? redactRemote(value) : REDACTED;
}

/** Addresses are checked before they are used, but here they are shown as they are. */
function shown(value: unknown): unknown {
  return typeof value === "string" && holdsCredentials(value) ? REDACTED : value;
}

function at(values: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (found, name) => (isRecord(found) && Object.hasOwn(found, name) ? found[name] : undefined),
      values,
    );
}
