import { ConnectionError, SparkSession } from "../spark-connect/index.ts";
import { type Batch, sweepLoadTables, unfinishedBatches } from "../warehouse/index.ts";
import { abandon } from "./abandon.ts";
import { finish } from "./finish.ts";
import type { RunContext } from "./run-context.ts";

/**
 * Finishes what a run that died left: a committed batch is rolled forward, any other is abandoned.
 *
 * Returns the committed batches. Nothing here is new to MySQL's readers: the commit was the point where they changed.
 */
export async function recover(run: RunContext): Promise<readonly string[]> {
  const rolledForward: string[] = [];
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
    }
  }
  // Under the lease no other batch is alive: any load table left belongs to a dead one.
  await sweepLoadTables(run.warehouse);
  return rolledForward;
}

/** An operation outlives the client that started it: without this it could write on while its output is removed. */
async function interruptSparkSession(run: RunContext, { batchId, sparkSessionId }: Batch): Promise<void> {
  if (sparkSessionId === null) return;
  const { remote, connectTimeoutMs } = run.settings.spark;
  await using dead = SparkSession.connect(withSession(remote, sparkSessionId), { reachWithinMs: connectTimeoutMs });
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

function withSession(remote: string, sessionId: string): string {
  return `${remote}${remote.includes("/;") ? ";" : "/;"}session_id=${sessionId}`;
}
