import { ConfigError, type Settings } from "../config/index.ts";
import { ConnectionError, SparkSession } from "../spark-connect/index.ts";

/** A session on the server of the settings. Does not connect yet: all that can fail here is the connection string. */
export function openSpark({ spark: { remote, connectTimeoutMs } }: Settings): SparkSession {
  try {
    return SparkSession.connect(remote, { reachWithinMs: connectTimeoutMs });
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    throw new ConfigError(`SPARK_REMOTE: ${error.message}`, { cause: error });
  }
}
