import { ConfigError, type Settings } from "../../config/index.ts";
import { type CallRetry, ConnectionError, SparkSession } from "../../spark-connect/index.ts";

/**
 * Whose sessions they are, unless SPARK_REMOTE or SPARK_USER says otherwise. The system's user would not do: a session is found
 * again only by the same one, and the next run may be started by another.
 */
const USER = "sales-pipeline";

/** A session on the server of the settings. Does not connect yet: all that can fail here is the connection string. */
export function openSpark({ spark }: Settings, onRetry?: (retry: CallRetry) => void): SparkSession {
  return connect(spark.remote, spark, onRetry);
}

/** The session of an earlier run, to end it. */
export function rejoinSpark({ spark }: Settings, sessionId: string): SparkSession {
  // The string may end in its parameters, in a slash, or in the port.
  const remote = spark.remote.includes("/;") ? spark.remote : `${spark.remote.replace(/\/$/, "")}/`;
  return connect(`${remote};session_id=${sessionId}`, spark);
}

function connect(
  remote: string,
  { connectTimeoutMs }: Settings["spark"],
  onRetry?: (retry: CallRetry) => void,
): SparkSession {
  try {
    const environment = { ...process.env, USER };
    return SparkSession.connect(remote, {
      reachWithinMs: connectTimeoutMs,
      environment,
      ...(onRetry && { onRetry }),
    });
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    throw new ConfigError(`SPARK_REMOTE: ${error.message}`, { cause: error });
  }
}
