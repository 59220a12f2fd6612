export function missingColumns(present: readonly string[], columns: readonly string[]): readonly string[] {
  return columns.filter((column) => !present.includes(column)).map((column) => `missing_column:${column}`);
}
