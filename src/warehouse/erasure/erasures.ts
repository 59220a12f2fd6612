import { integer, oneOf, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** `open` from its beginning until all is done; `done` also keeps later files from bringing the row back. */
export const ERASURE_STATES = ["open", "done"] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** The row of a dimension that is forgotten. */
export interface ErasedRow {
  readonly feed: string;
  readonly key: number;
}

export interface Erasure extends ErasedRow {
  readonly state: ErasureState;
}

const FIND = "SELECT feed, row_key, state FROM erasures WHERE feed = ? AND row_key = ?";

const OF_FEED = "SELECT row_key FROM erasures WHERE feed = ? ORDER BY row_key";

const OPEN = "SELECT COUNT(*) AS erasures FROM erasures WHERE state = 'open'";

const BEGIN = `
  INSERT INTO erasures (feed, row_key, state, run_id)
  VALUES (?, ?, 'open', ?)
  ON DUPLICATE KEY UPDATE state = 'open', run_id = VALUES(run_id)`;

const FINISH = "UPDATE erasures SET state = 'done', finished_at = NOW(6), report = ? WHERE feed = ? AND row_key = ?";

const FORGET = "DELETE FROM erasures WHERE feed = ? AND row_key = ?";

export async function findErasure(db: Sql, { feed, key }: ErasedRow): Promise<Erasure | undefined> {
  const [row] = await db.query(FIND, [feed, key]);
  if (row === undefined) return undefined;
  return {
    feed: text(row, "feed"),
    key: integer(row, "row_key"),
    state: oneOf(row, "state", ERASURE_STATES),
  };
}

/** From now on no file brings the row back. Can be repeated. */
export async function beginErasure(db: Sql, { feed, key }: ErasedRow, runId: string): Promise<void> {
  await db.execute(BEGIN, [feed, key, runId]);
}

export async function finishErasure(db: Sql, { feed, key }: ErasedRow, report: unknown): Promise<void> {
  await db.execute(FINISH, [JSON.stringify(report), feed, key]);
}

/** Of a row of which nothing was found anywhere. */
export async function forgetErasure(db: Sql, { feed, key }: ErasedRow): Promise<void> {
  await db.execute(FORGET, [feed, key]);
}

/** The keys of a dimension that are forgotten. */
export async function erasedKeys(db: Sql, feed: string): Promise<readonly number[]> {
  return (await db.query(OF_FEED, [feed])).map((row) => integer(row, "row_key"));
}

/** Erasures that died on the way. */
export async function countOpenErasures(db: Sql): Promise<number> {
  const [row] = await db.query(OPEN);
  return row === undefined ? 0 : integer(row, "erasures");
}
