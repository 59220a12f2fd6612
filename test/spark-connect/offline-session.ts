import type { Plan } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { type SparkConnectClient, SparkSession } from "../../src/spark-connect/index.ts";

/** A session without a server: plans can be built and looked at, and every call is refused. Plan ids count from 0. */
export function offlineSession(): SparkSession {
  return recordingSession().spark;
}

/** An offline session that keeps the plans it was asked to run. */
export function recordingSession(): { readonly spark: SparkSession; readonly executed: readonly Plan[] } {
  const executed: Plan[] = [];
  const client = offlineClient(executed);
  return { spark: new SparkSession(client), executed };
}

/** A client that refuses every call, and keeps the plans that it was asked to run. */
export function offlineClient(executed: Plan[] = []): SparkConnectClient {
  return {
    sessionId: "00000000-0000-4000-8000-000000000000",
    // biome-ignore lint/correctness/useYield: it stands for a server that never answers
    execute: async function* (plan) {
      executed.push(plan);
      throw new Offline();
    },
    analyze: () => Promise.reject(new Offline()),
    config: () => Promise.reject(new Offline()),
    interrupt: () => Promise.reject(new Offline()),
    clone: () => Promise.reject(new Offline()),
    close: () => Promise.resolve(),
  };
}

export class Offline extends Error {
  override readonly message = "This test has no server";
}
