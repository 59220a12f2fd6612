import { evenTaskBytes, readingCost, type SourceFile } from "../../records/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { withSetting } from "../spark/with-setting.ts";

const MOST_BYTES = "spark.sql.files.maxPartitionBytes";
const SPARKS_DEFAULT = 128 * 2 ** 20;

/**
 * Has Spark share the files out evenly among the tasks of one action that reads them all. What a task reads at most is the cluster's to say,
 * so it is only ever lowered, and put back for what is read next.
 *
 * After a failure it stays: the next attempt has such tasks, too, and the marts have some more than they need.
 */
export async function inEvenTasks<T>(
  run: Pick<RunContext, "spark" | "signal">,
  files: readonly SourceFile[],
  action: () => Promise<T>,
): Promise<T> {
  if (readingCost(files) <= SPARKS_DEFAULT) return await action();
  const most = (await run.spark.conf.get(MOST_BYTES, undefined, { signal: run.signal })) ?? "";
  const even = evenTaskBytes(files, bytesOf(most));
  if (even === undefined) return await action();
  return await withSetting(run, MOST_BYTES, { during: `${even}b`, after: most }, action);
}

/** A size as Spark's settings have it: `134217728b`, `128MB`, `128m`; NaN, which nothing is below, for anything else. */
function bytesOf(size: string): number {
  const [, amount, unit = ""] = /^(\d+)([kmgtp]?)b?$/i.exec(size.trim()) ?? [];
  return Number(amount) * 1024 ** UNITS.indexOf(unit.toLowerCase());
}

const UNITS = ["", "k", "m", "g", "t", "p"];
