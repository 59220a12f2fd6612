/** What a page takes from the summary of a run that is kept as JSON. */
export interface SummaryFacts {
  readonly durationMs: number | undefined;
  readonly error: string | undefined;
  readonly filesProcessed: number;
  readonly filesInvalid: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
}

/** Of a run that left none, nothing. */
export function summaryFacts(summary: string | null): SummaryFacts {
  const kept = recordOf(summary === null ? undefined : JSON.parse(summary));
  const files = recordOf(kept["files"]);
  const rows = recordOf(kept["rows"]);
  const { durationMs, error } = kept;
  return {
    durationMs: typeof durationMs === "number" ? durationMs : undefined,
    error: typeof error === "string" ? error : undefined,
    filesProcessed: countOf(files["processed"]),
    filesInvalid: countOf(files["invalid"]),
    rowsAccepted: countOf(rows["accepted"]),
    rowsRejected: countOf(rows["rejected"]),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function countOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
