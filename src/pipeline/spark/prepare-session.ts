import { SparkConnectError } from "../../spark-connect/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { openSpark } from "./open-spark.ts";
import { SESSION_SETTINGS } from "./session-settings.ts";

/**
 * Spark compiles the code that it generates once for each class loader, and a session of Spark Connect has one of its own for
 * what its user uploads. A run uploads no classes: without a loader of its own it uses what earlier runs had compiled.
 */
const SHARED_CLASSES = {
  "spark.sql.artifact.isolation.enabled": "false",
  "spark.sql.artifact.isolation.alwaysApplyClassloader": "false",
} as const;

type Preparing = Pick<RunContext, "settings" | "retries" | "signal" | "spark" | "log">;

/** Reaches the Spark server, with a clear error if it cannot, and sets the session up. Its version is `doctor`'s to look at. */
export async function prepareSession(run: Preparing): Promise<void> {
  const { signal, spark } = run;
  await beginAsClone(run);
  await spark.conf.setAll(SESSION_SETTINGS, { signal });
  run.log.info({ sparkSessionId: spark.sessionId }, "Spark session ready");
}

/**
 * Makes the run's session on the server as a clone of another one: which loader a session has is decided when the server hears
 * of it first, and only a clone has settings by then. Spark 4.0 cannot clone: there the session begins with its first call.
 */
async function beginAsClone({ settings, retries, signal, spark, log }: Preparing): Promise<void> {
  const template = openSpark(settings, (retry) => retries.note("spark", retry));
  try {
    await template.conf.setAll(SHARED_CLASSES, { signal });
    await template.cloneSession(spark.sessionId, { signal });
  } catch (error) {
    if (!(error instanceof SparkConnectError) || error.transient) throw error;
    log.debug({ err: error }, "Spark clones no session: this one has its code compiled for itself");
  } finally {
    await template.close();
  }
}
