import type { DimensionFeed, FactsFeed, Feed, RuleSettings } from "../feeds/index.ts";
import type { Mart } from "./mart.ts";
import type { PersonalSubject } from "./subject.ts";

/** What the engine runs: everything that it knows of a company's data. */
export interface Job {
  readonly facts: FactsFeed;
  readonly dimensions: readonly DimensionFeed[];
  /** What settings choose, each the setting `run.<name>`. @default nothing */
  readonly rules?: RuleSettings;
  readonly marts: readonly Mart[];
  /** Left out, `erase` has nobody to forget. */
  readonly subject?: PersonalSubject;
}

/** The facts' feed first. */
export function feedsOf({ facts, dimensions }: Pick<Job, "facts" | "dimensions">): readonly Feed[] {
  return [facts, ...dimensions];
}

/** The dimension of that name; undefined for the facts and for names that are no feed. */
export function dimensionOf({ dimensions }: Pick<Job, "dimensions">, name: string): DimensionFeed | undefined {
  return dimensions.find((feed) => feed.name === name);
}

/** A mart that is also Parquet in S3. */
export interface PartitionedMart extends Mart {
  readonly partitionBy: readonly [string, ...string[]];
}

export function partitionedMarts({ marts }: Pick<Job, "marts">): readonly PartitionedMart[] {
  return marts.filter(isPartitioned);
}

export function isPartitioned(mart: Mart): mart is PartitionedMart {
  return mart.partitionBy !== undefined;
}
