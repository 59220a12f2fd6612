import { JobError, type Mart } from "../../job/index.ts";
import { col, count, type DataFrame, lit } from "../../spark-connect/index.ts";
import { causesOf } from "../spark/spark-advice.ts";

/** In the place of the name of a column, which has no blank. */
const ROWS = "rows of the key";

/**
 * The mart's fault, if its rows met the primary key of its load table because the mart has two of one key. A task that Spark ran twice
 * meets it, too: what only that explains is undefined, and another attempt need not meet it.
 */
export async function doubledKey(
  mart: Mart,
  rows: DataFrame,
  error: unknown,
  signal: AbortSignal,
): Promise<JobError | undefined> {
  if (!/Duplicate entry .* for key/.test(causesOf(error))) return undefined;
  const keys = Object.keys(mart.key);
  const [found] = await rows
    .groupBy(...keys)
    .agg(count(lit(1)).alias(ROWS))
    .filter(col(`\`${ROWS}\``).gt(1))
    .limit(1)
    .collect<Readonly<Record<string, unknown>>>({ signal });
  if (found === undefined) return undefined;
  const key = keys.map((name) => `${name} ${String(found[name])}`).join(", ");
  return new JobError(
    `The mart ${mart.name}`,
    `its plan gives ${String(found[ROWS])} rows of the key ${key}. Have it give one: group by ${keys.join(", ")} alone, and join nothing that has several rows for one of them.`,
    { cause: error },
  );
}
