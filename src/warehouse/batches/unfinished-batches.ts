import type { Sql } from "../sql.ts";
import { BATCH_COLUMNS, type Batch, batch } from "./batch.ts";

const UNFINISHED = `
  SELECT ${BATCH_COLUMNS}
  FROM batches
  WHERE state IN ('building', 'committed')
  ORDER BY opened_at, batch_id`;

/** What recovery has to deal with, oldest first: `building` to abandon, `committed` to roll forward. */
export async function unfinishedBatches(db: Sql): Promise<readonly Batch[]> {
  return (await db.query(UNFINISHED)).map(batch);
}
