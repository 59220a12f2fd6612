import type { FeedContract } from "../../lake/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";
import type { Erasing, ErasureReport } from "./erasing.ts";

export type FilesFound = Pick<ErasureReport, "files" | "records" | "unsearched">;

export const UNTOUCHED: FilesFound = { files: 0, records: 0, unsearched: [] };

export function unsearched({ archivedKey, objectKey }: FileVersion): FilesFound {
  return { ...UNTOUCHED, unsearched: [archivedKey ?? objectKey] };
}

/** Of a file in no known folder it is only guessed that it may be one of the dimension. */
export function contractOf({ facts, dimension }: Erasing, feed: string): FeedContract {
  return feed === facts.feed ? facts : dimension;
}

export function columnOf({ facts, subject }: Erasing, feed: string): string {
  return feed === facts.feed ? subject.on : subject.dimension.dimension.key;
}

/** The columns of facts that stay; undefined where whole records go. */
export function columnsToKeep({ facts }: Erasing, feed: string): ReadonlySet<string> | undefined {
  return feed === facts.feed ? new Set(facts.columns.map(({ name }) => name)) : undefined;
}
