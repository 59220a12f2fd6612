import { ConnectionError } from "../../spark-connect/index.ts";
import { type Batch, unfinishedBatches } from "../../warehouse/index.ts";
import { abandon } from "../attempt/abandon.ts";
import type { RunContext } from "../context/run-context.ts";
import { finish } from "../finish/finish.ts";
import { rejoinSpark } from "../spark/open-spark.ts";
import { sweep } from "./sweep.ts";

/** What was left to do after runs that died. */
export interface Recovery {
  /** Batches that were committed, and are finished now. */
  readonly rolledForward: readonly string[];
  /** Batches that were not committed: their files are Pending again. */
  readonly abandoned: readonly string[];
  /** What else was removed from MySQL and S3. */
  readonly swept: readonly string[];
}

/**
 * Finishes what a run that died left: a committed batch is rolled forward, any other is abandoned.
 * Then everything is removed that no batch needs any more.
 *
 * Nothing here is new to MySQL's readers: the commit was the point where they changed.
 */
export async function recover(run: RunContext): Promise<Recovery> {
  const rolledForward: string[] = [];
  const abandoned: string[] = [];
  for (const batch of await unfinishedBatches(run.warehouse)) {
    if (batch.state === "committed") {
      run.log.warn(
        { batchId: batch.batchId },
        `rolling batch ${batch.batchId} forward: it was committed, but not finished`,
      );
      await finish(run, batch.batchId);
      rolledForward.push(batch.batchId);
    } else {
      await interruptSparkSession(run, batch);
      await abandon(run, batch.batchId, `run ${batch.runId} ended before its commit`);
      abandoned.push(batch.batchId);
    }
  }
  return { rolledForward, abandoned, swept: await sweep(run) };
}

/**
 * An operation outlives the client that started it: without this it could write on while its output is removed. Closing
 * releases the session on the server, so that nothing can be started in it any more.
 */
async function interruptSparkSession(run: RunContext, { batchId, sparkSessionId }: Batch): Promise<void> {
  if (sparkSessionId === null) return;
  await using dead = rejoinSpark(run.settings, sparkSessionId);
  try {
    const interrupted = await dead.interruptAll();
    if (interrupted.length > 0) run.log.warn({ batchId, interrupted }, "interrupted the dead run's Spark operations");
  } catch (error) {
    // It may run on a server that cannot be reached now, and write what this recovery is about to remove.
    if (error instanceof ConnectionError && error.code === "CONNECTION_FAILED") throw error;
    // A server that was restarted, or has closed the session, runs nothing of it any more.
    run.log.debug({ batchId, err: error }, "the dead run's Spark session is gone");
  }
}
