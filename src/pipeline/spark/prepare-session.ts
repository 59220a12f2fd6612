import type { RunContext } from "../context/run-context.ts";
import { SESSION_SETTINGS } from "./session-settings.ts";

/** Reaches the Spark server, with a clear error if it cannot, and sets the session up. Its version is `doctor`'s to look at. */
export async function prepareSession(run: RunContext): Promise<void> {
  const { signal, spark } = run;
  await spark.conf.setAll(SESSION_SETTINGS, { signal });
  run.log.info({ sparkSessionId: spark.sessionId }, "Spark session ready");
}
