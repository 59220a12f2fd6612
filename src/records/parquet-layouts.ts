import type { SourceFile } from "./source-file.ts";

/** Files that one reader can take, and the columns that it reads, with their types in DDL. */
export interface ParquetLayout {
  readonly files: readonly SourceFile[];
  readonly columns: ReadonlyMap<string, string>;
}

interface GrowingLayout {
  readonly files: SourceFile[];
  /** Of all of its files; undefined for one that is not to be read. */
  readonly types: Map<string, string | undefined>;
}

/** A reader is not to grow without limit where each file has columns of its own. */
const MOST_COLUMNS = 1_000;

/** Spark's own name for the numbers of rows, in any case: it reads no such column where it is asked for `_metadata`, too. */
const RESERVED = "_tmp_metadata_row_index";

/**
 * The fewest readers that are easy to find: files share one unless a column has two types. A column that a file lacks is NULL in
 * its rows, as one that has no value is.
 */
export function parquetLayouts(files: readonly SourceFile[]): readonly ParquetLayout[] {
  const layouts: GrowingLayout[] = [];
  for (const file of files) {
    const layout = layouts.find(({ types }) => takes(types, file.columnTypes));
    if (layout === undefined) layouts.push({ files: [file], types: new Map(file.columnTypes) });
    else {
      layout.files.push(file);
      for (const [name, type] of file.columnTypes) layout.types.set(name, type);
    }
  }
  return layouts.map(({ files, types }) => ({ files, columns: columnsOf(types) }));
}

function takes(types: GrowingLayout["types"], others: SourceFile["columnTypes"]): boolean {
  let added = 0;
  for (const [name, type] of others) {
    if (!types.has(name)) added += 1;
    else if (types.get(name) !== type) return false;
  }
  return added === 0 || types.size + added <= MOST_COLUMNS;
}

function columnsOf(types: GrowingLayout["types"]): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const [name, type] of types) if (type !== undefined && isReadable(name)) columns.set(name, type);
  return columns;
}

/** No DDL names a column without a name. */
function isReadable(name: string): boolean {
  return name !== "" && name.toLowerCase() !== RESERVED;
}
