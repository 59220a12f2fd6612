import type { RunContext } from "../context/run-context.ts";
import { SESSION_SETTINGS } from "./session-settings.ts";

/** Reaches the Spark server, with a clear error if it cannot, and sets the session up. */
export async function prepareSession(run: RunContext): Promise<void> {
  const { signal, spark } = run;
  await spark.conf.setAll(SESSION_SETTINGS, { signal });
  const sparkVersion = await spark.version({ signal });
  run.log.info({ sparkSessionId: spark.sessionId, sparkVersion }, "Spark session ready");
}
