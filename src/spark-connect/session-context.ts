import type { SparkConnectClient } from "./wire/spark-connect-client.ts";

/** What frames, readers and writers need of their session. */
export interface SessionContext {
  readonly client: SparkConnectClient;
  /** Unique within the session: Spark tells the sides of a join apart by it. */
  nextPlanId(): bigint;
}
