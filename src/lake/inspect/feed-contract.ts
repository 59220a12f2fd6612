import type { CsvDialect, FeedColumn } from "../../feeds/index.ts";

/** What the files of one feed have to look like. */
export interface FeedContract {
  readonly feed: string;
  /** Of the last part of the key. */
  readonly namePattern: RegExp;
  readonly columns: readonly Pick<FeedColumn, "name" | "kind">[];
  readonly csv: CsvDialect;
}
