import type { Mart } from "./mart.ts";
import type { PersonalSubject } from "./subject.ts";

/** What the engine runs: everything that it knows of a company's data. */
export interface Job {
  readonly marts: readonly Mart[];
  /** Left out, `erase` has nobody to forget. */
  readonly subject?: PersonalSubject;
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
