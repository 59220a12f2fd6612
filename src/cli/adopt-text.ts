import type { Lost } from "../pipeline/commands/adopt/find-lost.ts";
import { table } from "./table.ts";

/** What `adopt` would take back, for people. */
export function adoptText({ files, superseded, gone, erasures }: Lost): string {
  const rows = [
    ...files.map(({ record, kept }) => ({ ...record, what: `was ${record.status}`, keptAt: kept.key })),
    ...superseded.map((file) => ({ ...file, what: "counts no more", keptAt: file.archivedKey ?? "" })),
    ...gone.map((record) => ({ ...record, what: "its content is gone", keptAt: "" })),
  ];
  const persons = erasures.rows.length;
  const again = persons === 0 ? "" : `It knows nothing of ${persons} erasures, which would be repeated.\n`;
  if (rows.length === 0) return `The ledger lacks none of the files that the bucket keeps.\n${again}`;
  const lines = table(rows, {
    file: ({ fileId }) => String(fileId),
    what: ({ what }) => what,
    key: ({ objectKey }) => objectKey,
    "kept at": ({ keptAt }) => keptAt,
  });
  return `The ledger would get:\n${lines}\n${again}Nothing was changed.\n`;
}
