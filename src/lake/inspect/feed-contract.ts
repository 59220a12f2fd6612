import type { CsvDialect, FeedColumn } from "../../feeds/index.ts";

/** What the files of one feed have to look like. */
export interface FeedContract {
  readonly feed: string;
  /** Of the last part of the key. */
  readonly namePattern: RegExp;
  readonly columns: readonly ContractColumn[];
  readonly csv: CsvDialect;
}

export interface ContractColumn extends Pick<FeedColumn, "name" | "kind"> {
  /** The file need not have it: then its rows have no such value, or a folder gives it. */
  readonly mayLack?: boolean;
}
