export { ConfigError } from "./config-error.ts";
export { loadSettings } from "./load-settings.ts";
export type { FeedSettings, Settings } from "./settings.ts";
