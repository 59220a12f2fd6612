import type { Logger } from "../../observability/index.ts";
import type { WatchedChanges } from "../../warehouse/index.ts";

/** Says whose values moved in months that had been computed before: who was told another amount wants to know. */
export function logWatchedChanges(log: Logger, watched: readonly WatchedChanges[]): void {
  for (const { mart, watch, moved, changes } of watched) {
    for (const { row, before, after } of changes) {
      log.info(
        { mart, column: watch.column, row, before, after },
        `the ${watch.column} of ${watch.tell(row)} moved from ${before} to ${after}`,
      );
    }
    const rest = moved - changes.length;
    if (rest > 0) log.info({ mart, moved }, `the ${watch.column} of ${rest} more moved`);
  }
}
