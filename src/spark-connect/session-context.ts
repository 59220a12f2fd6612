import type { Observation } from "./observation.ts";
import type { SessionTags } from "./session-tags.ts";
import type { SparkConnectClient } from "./wire/spark-connect-client.ts";

/** What frames, readers and writers need of their session. */
export interface SessionContext {
  readonly client: SparkConnectClient;
  /** Of every operation, besides its own. */
  readonly tags: SessionTags;
  /** Those that wait for an action, by their names. */
  readonly observations: Map<string, Observation>;
  /** Unique within the session: Spark tells the sides of a join apart by it. */
  nextPlanId(): bigint;
}
