import { chunks } from "../chunks.ts";
import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";

/** Of files that wait for a run the whole history stays. */
const OLD = `
  FROM staging_file_events e
  WHERE e.created_at < ?
    AND NOT EXISTS (
      SELECT 1
      FROM staging_files f
      WHERE f.file_id = e.file_id AND (f.status IN ('Pending', 'Processing', 'Failed') OR f.archive_state = 'due')
    )`;

const COUNT = `SELECT COUNT(*) AS events ${OLD}`;

const SOME = `SELECT e.event_id ${OLD} ORDER BY e.created_at, e.event_id LIMIT ?`;

const REMOVE = "DELETE FROM staging_file_events WHERE event_id IN (?)";

/** Ids of runs begin with their time. */
const COUNT_WARNINGS = "SELECT COUNT(*) AS warnings FROM run_warnings WHERE run_id < ?";

const REMOVE_WARNINGS = "DELETE FROM run_warnings WHERE run_id < ?";

/** What is kept of each run goes with its events, and is not counted. */
const REMOVE_RUNS = ["DELETE FROM run_steps WHERE run_id < ?", "DELETE FROM runs WHERE run_id < ?"];

/** So many at once: a transaction of years of events would hold locks for long. */
const AT_ONCE = 5_000;

/** The events before an instant (UTC, `yyyy-MM-dd HH:mm:ss.SSS`), and the warnings of runs before it. */
export async function countOldEvents(db: Sql, before: string): Promise<number> {
  const [events] = await db.query(COUNT, [before]);
  const [warnings] = await db.query(COUNT_WARNINGS, [asRunId(before)]);
  return (events === undefined ? 0 : integer(events, "events")) + (warnings ? integer(warnings, "warnings") : 0);
}

/** Removes them and returns how many there were. Can be repeated. */
export async function removeOldEvents(db: Sql, before: string): Promise<number> {
  for (const statement of REMOVE_RUNS) await db.execute(statement, [asRunId(before)]);
  let removed = (await db.execute(REMOVE_WARNINGS, [asRunId(before)])).affectedRows;
  for (;;) {
    const ids = (await db.query(SOME, [before, AT_ONCE])).map((row) => integer(row, "event_id"));
    for (const chunk of chunks(ids)) removed += (await db.execute(REMOVE, [chunk])).affectedRows;
    if (ids.length < AT_ONCE) return removed;
  }
}

/** `2026-11-23 23:24:00.000` as the id of a run of that second begins: `20261123T232400Z`. */
function asRunId(instant: string): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, "").replace(" ", "T")}Z`;
}
