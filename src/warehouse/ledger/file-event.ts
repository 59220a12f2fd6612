import { chunks } from "../chunks.ts";
import { fitText } from "../fit-text.ts";
import type { Sql } from "../sql.ts";
import type { FileStatus } from "./file-status.ts";

/** A change of a file's status, or one that was attempted and failed. */
export interface FileEvent {
  readonly fileId: number;
  readonly from: FileStatus | null;
  readonly to: FileStatus;
  readonly runId: string;
  readonly batchId: string | null;
  readonly message: string | null;
}

const INSERT = `
  INSERT INTO staging_file_events (file_id, from_status, to_status, outcome, run_id, batch_id, message)
  VALUES ?`;

export async function appendEvents(
  sql: Sql,
  outcome: "changed" | "failed",
  events: readonly FileEvent[],
): Promise<void> {
  for (const chunk of chunks(events)) {
    const rows = chunk.map((event) => [
      event.fileId,
      event.from,
      event.to,
      outcome,
      event.runId,
      event.batchId,
      event.message === null ? null : fitText("staging_file_events.message", event.message),
    ]);
    await sql.execute(INSERT, [rows]);
  }
}
