import type { FeedContract } from "../../lake/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";
import type { Erasing, ErasureReport } from "./erasing.ts";

export type FilesFound = Pick<ErasureReport, "files" | "records" | "unsearched">;

export const UNTOUCHED: FilesFound = { files: 0, records: 0, unsearched: [] };

export function unsearched({ archivedKey, objectKey }: FileVersion): FilesFound {
  return { ...UNTOUCHED, unsearched: [archivedKey ?? objectKey] };
}

/** A file in no known folder may be one of facts: what would count of it must not be lost. */
export function contractOf({ facts, dimension }: Erasing, feed: string): FeedContract {
  return feed === dimension.feed ? dimension : facts;
}

export function columnOf({ dimension, subject }: Erasing, feed: string): string {
  return feed === dimension.feed ? subject.dimension.dimension.key : subject.on;
}

/** The columns of facts that stay; undefined where whole records go. */
export function columnsToKeep({ facts, dimension }: Erasing, feed: string): ReadonlySet<string> | undefined {
  return feed === dimension.feed ? undefined : new Set(facts.columns.map(({ name }) => name));
}
