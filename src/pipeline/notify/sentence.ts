import { countsText } from "../../text/index.ts";
import type { RunSummary } from "../outcome/run-summary.ts";

/** What came of a run, in one sentence for people. */
export function sentenceOf({ runId, status, files, rows, error }: RunSummary): string {
  const counts = countsText([
    [files.processed, "file processed", "files processed"],
    [files.invalid, "file refused", "files refused"],
    [files.duplicate, "duplicate", "duplicates"],
    [files.pending, "file waiting", "files waiting"],
    [rows.accepted, "row accepted", "rows accepted"],
    [rows.rejected, "row rejected", "rows rejected"],
  ]);
  const what = [`sales-pipeline ${runId}: ${status.replaceAll("_", " ")}`, counts, error ?? ""];
  return what.filter((part) => part !== "").join(" · ");
}
