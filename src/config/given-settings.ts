import { ConfigError } from "./config-error.ts";
import { settingKeys } from "./setting-keys.ts";

/**
 * What `--set key=value` gives, by key. A text is taken as it is, anything else as JSON: `run.maxFiles=5`, `feeds.sales.nullValues=["NULL"]`.
 *
 * @throws ConfigError for a key that is no setting; never with the value, which may be a secret
 */
export function givenSettings(given: readonly string[], schema: unknown): ReadonlyMap<string, unknown> {
  const keys = new Map(settingKeys(schema).map((key) => [key.path, key]));
  const values = new Map<string, unknown>();
  for (const text of given) {
    const sign = text.indexOf("=");
    if (sign < 1) throw new ConfigError("--set takes a key and a value: --set run.maxFiles=500.");
    const path = text.slice(0, sign);
    const key = keys.get(path);
    if (key === undefined) throw new ConfigError(`--set ${path}: there is no such setting.${similar(path, keys)}`);
    const value = text.slice(sign + 1);
    values.set(path, typeof key.standard === "string" ? value : parsed(path, value));
  }
  return values;
}

function parsed(path: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new ConfigError(`--set ${path}: it takes a number, a list or an object, as JSON.`);
  }
}

function similar(path: string, keys: ReadonlyMap<string, unknown>): string {
  const last = path.split(".").at(-1)?.toLowerCase() ?? "";
  const found = [...keys.keys()].filter((key) => last !== "" && key.toLowerCase().endsWith(`.${last}`));
  return found.length === 0
    ? " `sales-pipeline config` lists them."
    : ` Did you mean ${found.slice(0, 3).join(" or ")}?`;
}
