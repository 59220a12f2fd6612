import type { DeclaredSettings } from "./declared-settings.ts";
import { settingsSchema } from "./schema.ts";
import { settingKeys } from "./setting-keys.ts";

/** The keys of all settings, as `--set` takes them. */
export function settingPaths(declared: DeclaredSettings): readonly string[] {
  const schema: unknown = JSON.parse(settingsSchema(declared, {}).getSchemaString());
  return settingKeys(schema).map(({ path }) => path);
}
