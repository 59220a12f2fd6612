import type { FlakyNetwork } from "../warehouse/flaky-network.ts";
import type { FaultyRun } from "./faulty-run.ts";
import type { S3Gateway } from "./s3-gateway.ts";
import type { KillableServer } from "./server.ts";

/** The servers of the suite, and the ways of the faulty run to them. */
export interface Surroundings {
  readonly spark: KillableServer;
  readonly mysql: KillableServer;
  readonly s3: S3Gateway;
  readonly toMysql: FlakyNetwork;
  readonly toSpark: FlakyNetwork;
}

export const FAULTS = ["SIGKILL", "SIGTERM", "Spark killed", "MySQL killed", "S3 503", "connections cut"] as const;
export type Fault = (typeof FAULTS)[number];

/** Fewer than the repetitions of one request, so that what waits is not refused for good. */
const REFUSED_REQUESTS = 3;

type Inject = (run: FaultyRun, around: Surroundings) => void | Promise<void>;

/** What happens while the run waits at its point; then it goes on, if it still can. */
export const INJECT: Readonly<Record<Fault, Inject>> = {
  SIGKILL: (run) => run.kill("SIGKILL"),
  SIGTERM: (run) => run.kill("SIGTERM"),
  "Spark killed": (_, { spark }) => spark.killAndStart(),
  "MySQL killed": (_, { mysql }) => mysql.killAndStart(),
  "S3 503": (_, { s3 }) => s3.refuse(REFUSED_REQUESTS),
  "connections cut": (_, { s3, toMysql, toSpark }) => {
    s3.cutAll();
    toMysql.cutAll();
    toSpark.cutAll();
  },
};
