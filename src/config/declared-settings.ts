import type { Feed, RuleSettings } from "../feeds/index.ts";

/** What of a job is set: `feeds.<name>` for each of its feeds, and `run.<name>` for each of its rules. */
export interface DeclaredSettings {
  readonly facts: Feed;
  readonly dimensions: readonly Feed[];
  readonly rules?: RuleSettings;
}
