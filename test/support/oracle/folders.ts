import type { FileRecord } from "./file-record.ts";

/** What `a=b` folders of a key say, decoded; only ASCII escapes, as Hive writes them. */
export function folderColumns(key: string): ReadonlyMap<string, string | null> {
  const folders = key
    .split("/")
    .slice(0, -1)
    .filter((folder) => folder.indexOf("=") > 0);
  return new Map(
    folders.map((folder) => {
      const at = folder.indexOf("=");
      const value = folder.slice(at + 1);
      return [
        decodeURIComponent(folder.slice(0, at)),
        value === "__HIVE_DEFAULT_PARTITION__" ? null : decodeURIComponent(value),
      ];
    }),
  );
}

/** A record with what its folders say where its file has no such column; what the file says itself stands. */
export function inFolders(
  record: FileRecord,
  folders: ReadonlyMap<string, string | null>,
  columns: ReadonlySet<string>,
): FileRecord {
  if (typeof record === "string") return record;
  const values = new Map(record);
  for (const [column, said] of folders) {
    const written = record.get(column) ?? "";
    if (written === "" && !columns.has(column)) values.set(column, said);
  }
  return values;
}
