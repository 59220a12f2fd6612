/** The cells as an RFC 4180 line, without the line end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(quotedIfNeeded).join(",");
}

function quotedIfNeeded(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
