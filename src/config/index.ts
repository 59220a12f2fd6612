export { ConfigError } from "./config-error.ts";
export type { DeclaredSettings } from "./declared-settings.ts";
export { type EffectiveSetting, type EffectiveSettings, effectiveSettings } from "./effective-settings.ts";
export { feedSettingsOf } from "./feed-settings-of.ts";
export { loadSettings } from "./load-settings.ts";
export { defaultTls } from "./mysql-settings.ts";
export { OTHER_WRITERS } from "./schema.ts";
export { settingPaths } from "./setting-paths.ts";
export type { FeedSettings, RetentionSettings, Settings, TlsMode } from "./settings.ts";
