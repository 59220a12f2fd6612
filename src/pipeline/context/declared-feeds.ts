import { feedSettingsOf } from "../../config/index.ts";
import { type DimensionFeed, type Feed, type RuledFacts, underRules, withForms } from "../../feeds/index.ts";
import type { CleaningRules } from "../../records/index.ts";
import type { RunContext } from "./run-context.ts";

/** What the job declares, and what the settings make of it. */
export type Declared = Pick<RunContext, "job" | "settings">;

/** The feeds as the settings say that their files are written, and what else they say of their values. */
export function declaredFeeds(run: Declared): readonly Feed[] {
  return [declaredFacts(run).feed, ...run.job.dimensions.map((feed) => declaredDimension(run, feed))];
}

export function declaredDimension({ settings }: Pick<Declared, "settings">, feed: DimensionFeed): DimensionFeed {
  const declared = withFeedForms(settings, feed);
  if (settings.run.faultyOptionals === "reject") return declared;
  return { ...declared, columns: declared.columns.map((column) => ({ ...column, nullIfFaulty: !column.required })) };
}

/** What holds for facts in this run. */
export function cleaningRules(run: Declared & Pick<RunContext, "asOf">): CleaningRules {
  return { asOf: run.asOf, unknownReferences: run.settings.run.unknownReferences, ...declaredFacts(run) };
}

export function declaredFacts({ job, settings }: Declared): RuledFacts {
  const ruled = underRules(job.facts, settings.rules);
  return { ...ruled, feed: withFeedForms(settings, ruled.feed) };
}

function withFeedForms<F extends Feed>({ feeds }: Declared["settings"], feed: F): F {
  const forms = feedSettingsOf(feeds, feed.name);
  if (forms === undefined) throw new Error(`There are no settings for the feed ${feed.name}: they are of another job.`);
  return withForms(feed, forms);
}
