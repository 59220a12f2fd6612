import type { Sql } from "../sql.ts";
import type { CommitInput } from "./commit-input.ts";
import type { CommitResult } from "./commit-result.ts";

const MARK = "UPDATE batches SET ?, state = 'committed', committed_at = NOW(6) WHERE batch_id = ?";

const RECORD_MARTS = "INSERT INTO batch_marts (batch_id, mart, row_count, changed) VALUES ?";

/** Writes what the batch did, and the state that makes it true. */
export async function markCommitted(sql: Sql, { batchId, files }: CommitInput, { months, marts }: CommitResult) {
  const sum = (count: (file: CommitInput["files"][number]) => number) =>
    files.reduce((all, file) => all + count(file), 0);
  const row = {
    months: JSON.stringify(months),
    rows_read: sum(({ rowsRead }) => rowsRead),
    rows_accepted: sum(({ rowsAccepted }) => rowsAccepted),
    rows_rejected: sum(({ rowsRejected }) => rowsRejected),
  };
  const counts = Object.entries(marts).map(([mart, { rows, changed }]) => [batchId, mart, rows, changed]);
  if (counts.length > 0) await sql.execute(RECORD_MARTS, [counts]);
  await sql.execute(MARK, [row, batchId]);
}
