import { errorRowsPrefix, type Lake, LakeError, listPages, readRange } from "../../lake/index.ts";

/** So much of so many objects is read: enough for some rows of each reason, whatever there is. */
const MOST_BYTES = 65_536;
const MOST_OBJECTS = 4;
const MOST_ROWS = 3;

/** Some rejected rows of a batch, as they were read, by reason. Empty where they are gone by now. */
export async function firstRejectedRows(
  { lake, signal }: { readonly lake: Lake; readonly signal: AbortSignal },
  batchId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  try {
    const { value: page = [] } = await listPages(lake, errorRowsPrefix(batchId), signal).next();
    for (const { key, etag, sizeBytes } of page.filter(({ sizeBytes: size }) => size > 0).slice(0, MOST_OBJECTS)) {
      const bytes = await readRange(lake, key, { etag, end: Math.min(sizeBytes, MOST_BYTES), signal });
      for (const line of bytes.toString("utf8").split("\n")) collect(line, found);
    }
  } catch (error) {
    // Removed by age, or by somebody: the ledger has one of each reason.
    if (!(error instanceof LakeError)) throw error;
  }
  return found;
}

function collect(line: string, found: Map<string, string[]>): void {
  const row = parsed(line);
  if (row === undefined) return;
  for (const reason of row.reasons) {
    const rows = found.get(reason) ?? [];
    if (rows.length < MOST_ROWS) rows.push(row.record);
    found.set(reason, rows);
  }
}

/** Undefined for a line that is cut off, or that somebody else has put there. */
function parsed(line: string): { readonly reasons: readonly string[]; readonly record: string } | undefined {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row !== "object" || row === null || !("reasons" in row) || !("raw_record" in row)) return undefined;
    const { reasons, raw_record: record } = row;
    if (!Array.isArray(reasons) || typeof record !== "string") return undefined;
    return { reasons: reasons.filter((reason) => typeof reason === "string"), record };
  } catch {
    return undefined;
  }
}
