import type { RunContext } from "../context/run-context.ts";

/** Settings that the job's results depend on, or that make it faster; the server's own may differ. */
export const SESSION_SETTINGS = {
  // A bad cast is an error, never a NULL that nobody asked for.
  "spark.sql.ansi.enabled": "true",
  "spark.sql.session.timeZone": "UTC",
  // `sales_month=2023-03` is text.
  "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
  // A corrupt or missing file is an error, never rows that are silently left out.
  "spark.sql.files.ignoreCorruptFiles": "false",
  "spark.sql.files.ignoreMissingFiles": "false",
  // Spark Connect shows each plan as text, with the options of JDBC sources, in the UI, the event log and the names of its
  // jobs. Spark's own redaction covers its SQL plans, but not that text.
  "spark.sql.redaction.string.regex": String.raw`(?s)key: "(?i:\w*password\w*)"\s*value: "[^"\\]*+(?:\\.[^"\\]*+)*+"`,
  // Writes a few months side by side instead of sorting all rows by month first.
  "spark.sql.maxConcurrentOutputFileWriters": "64",
  // The JVM never optimises a method of more bytecode than this; Spark's own limit lets such code run, slowly.
  "spark.sql.codegen.hugeMethodLimit": "8000",
} as const;

/** Reaches the Spark server, with a clear error if it cannot, and sets the session up. */
export async function prepareSession(run: RunContext): Promise<void> {
  const { signal, spark } = run;
  await spark.conf.setAll(SESSION_SETTINGS, { signal });
  const sparkVersion = await spark.version({ signal });
  run.log.info({ sparkSessionId: spark.sessionId, sparkVersion }, "Spark session ready");
}
