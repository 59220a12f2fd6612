import type { Environment } from "./small/comparison.ts";

/** The variables of servers that run already. */
export function serversOfEnvironment(): Environment {
  if (process.env["SPARK_REMOTE"] === undefined) {
    throw new Error("SPARK_REMOTE is not set: start servers with `npm run stack:up` and source .stack/env.");
  }
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
