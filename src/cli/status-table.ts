import type { StatusReport } from "../warehouse/index.ts";
import { table } from "./table.ts";

/** The report for people: counts, batches, and the files that do not count with the reasons. */
export function statusTable({ running, discovery, counts, batches, notProcessed }: StatusReport): string {
  const sections = [
    running === undefined
      ? "No run holds the lease."
      : `Run ${running.runId} on ${running.host} (pid ${running.pid}) has held the lease since ${running.acquiredAt}.`,
    ...(discovery === undefined || discovery.ignored === 0
      ? []
      : [
          `${discovery.ignored} objects below raw/ belong to other writers (ignorePattern) and were left alone at ${discovery.discoveredAt}.`,
        ]),
    section("Files", counts, {
      feed: ({ feed }) => feed,
      status: ({ status }) => status,
      files: ({ files }) => String(files),
    }),
    section("Latest batches", batches, {
      batch: ({ batchId }) => batchId,
      state: ({ state }) => state,
      files: ({ files }) => String(files),
      "rows read": ({ rowsRead }) => String(rowsRead ?? ""),
      accepted: ({ rowsAccepted }) => String(rowsAccepted ?? ""),
      rejected: ({ rowsRejected }) => String(rowsRejected ?? ""),
      months: ({ months }) => months.join(" "),
      message: ({ errorMessage }) => errorMessage ?? "",
    }),
    section("Files that do not count, failed ones first", notProcessed, {
      file: ({ fileId }) => String(fileId),
      key: ({ objectKey }) => objectKey,
      status: ({ status }) => status,
      reason: ({ reason }) => (reason ?? "").replaceAll("\n", "; "),
    }),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section<Row>(
  title: string,
  rows: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => string>>,
): string {
  return rows.length === 0 ? `${title}: none.` : `${title}:\n${table(rows, columns)}`;
}
