import type { LostFiles } from "../pipeline/commands/adopt/lost-files.ts";
import { table } from "./table.ts";

/** What `adopt` would take back, for people. */
export function adoptText({ files, superseded, gone }: LostFiles): string {
  const rows = [
    ...files.map(({ record, kept }) => ({ ...record, what: `was ${record.status}`, keptAt: kept.key })),
    ...superseded.map((file) => ({ ...file, what: "counts no more", keptAt: file.archivedKey ?? "" })),
    ...gone.map((record) => ({ ...record, what: "its content is gone", keptAt: "" })),
  ];
  if (rows.length === 0) return "The ledger lacks none of the files that the bucket keeps.\n";
  const lines = table(rows, {
    file: ({ fileId }) => String(fileId),
    what: ({ what }) => what,
    key: ({ objectKey }) => objectKey,
    "kept at": ({ keptAt }) => keptAt,
  });
  return `The ledger would get:\n${lines}\nNothing was changed.\n`;
}
