import { settingsSchema } from "./schema.ts";
import { settingKeys } from "./setting-keys.ts";

/** The keys of all settings, as `--set` takes them. */
export function settingPaths(): readonly string[] {
  const schema: unknown = JSON.parse(settingsSchema({}).getSchemaString());
  return settingKeys(schema).map(({ path }) => path);
}
