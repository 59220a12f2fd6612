import type { DimensionFeed } from "../feeds/index.ts";

/** The dimension whose rows are persons who may ask to be forgotten: what `erase` takes out of everything that is kept. */
export interface PersonalSubject {
  /** What such a person is called. */
  readonly name: string;
  readonly dimension: DimensionFeed;
  /** The column of facts that holds the dimension's key. */
  readonly on: string;
  /** Columns of the dimension. A text that holds the values of all columns of one list speaks of the person. */
  readonly knownBy: readonly (readonly string[])[];
}
