import { SparkError } from "../../spark-connect/index.ts";
import { IntegrityError } from "../../warehouse/index.ts";
import { causesOf } from "../spark/spark-advice.ts";

/**
 * What Spark says of a failure that another attempt, with load tables and folders of its own, need not meet. Everything
 * else would only fail again: a wrong address, a missing class, a refused login.
 */
const SIGNS: readonly RegExp[] = [
  // A task that ran twice, because Spark did not learn that the first time had committed, meets the primary key of its load table.
  /Duplicate entry .* for key/,
  // A connection to MySQL that had worked. Of one that never did, the driver says that it has received no packets.
  /Communications link failure[\s\S]*The last packet successfully received from the server was/,
  /ExecutorLostFailure/,
];

/** Whether an attempt that failed so is to be abandoned and made again. */
export function isTransient(error: unknown): boolean {
  if (error instanceof IntegrityError) return true;
  return error instanceof SparkError && SIGNS.some((sign) => sign.test(causesOf(error)));
}
