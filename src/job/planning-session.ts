import { SparkSession } from "../spark-connect/index.ts";

/** A session that makes plans to look at: it is never connected, and holds nothing that is to be closed. */
export function planningSession(): SparkSession {
  return SparkSession.connect("sc://localhost", { releaseSession: false, environment: {} });
}
