import type { Amounts } from "../pipeline/purge/history.ts";
import { HISTORY_KINDS, type HistoryKind } from "../pipeline/purge/retention.ts";
import { table } from "./table.ts";

const COUNTED: Readonly<Record<HistoryKind, string>> = {
  events: "changes of status and warnings of runs",
  rejectedRows: "batches' rejected rows",
  quarantinedFiles: "refused files",
  archivedFiles: "archived files",
  batches: "attempts, or what is told of their partitions",
  reports: "published pages of runs",
};

/** What a purge would remove, for people. */
export function purgeText(amounts: Amounts): string {
  const rows = HISTORY_KINDS.flatMap((kind) => {
    const amount = amounts[kind];
    return amount === undefined ? [] : [{ kind, ...amount }];
  });
  const lines = table(rows, {
    kind: ({ kind }) => kind,
    count: ({ count }) => String(count),
    bytes: ({ bytes }) => (bytes === 0 ? "" : String(bytes)),
    what: ({ kind }) => COUNTED[kind],
  });
  return `A purge would remove:\n${lines}\nNothing was changed.\n`;
}
