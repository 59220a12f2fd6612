import type { Sql } from "../sql.ts";
import { appendEvents, type FileEvent } from "./file-event.ts";

/**
 * Keeps a trace of a status change that failed. Best effort, because what made the change fail may make this fail too:
 * never throws, and returns whether the trace was written.
 */
export async function recordFailedUpdate(db: Sql, attempted: FileEvent): Promise<boolean> {
  try {
    await appendEvents(db, "failed", [attempted]);
    return true;
  } catch {
    return false;
  }
}
