import {
  type Column,
  coalesce,
  col,
  concatWs,
  type DataFrame,
  lit,
  nullif,
  when,
} from "../../src/spark-connect/index.ts";
import type { Feed } from "./feeds.ts";
import { castText, valueFault, valueOfText } from "./row-faults.ts";
import type { RowRule } from "./row-rule.ts";

/**
 * A second look at the rejected rows of `judgedRecords`: the codes of all their faults, joined by commas, as `reject_reasons`. NULL
 * for none, and for rows without `rejected_text`.
 */
export function withRejectReasons(judged: DataFrame, feed: Feed, rules: readonly RowRule[] = []): DataFrame {
  const columns = feed.columns.map((column, position) => {
    const text = col("rejected_text").getItem(position);
    return { column, text, value: valueOfText(column, text, castText(column, text)) };
  });
  const parsedOf = (name: string): Column => {
    const found = columns.find(({ column }) => column.name === name);
    if (found === undefined) throw new Error(`The feed ${feed.name} has no column ${name}.`);
    return found.value;
  };
  const faults = concatWs(
    ",",
    ...columns.map(({ column, text, value }) => valueFault(column, text, value)),
    ...rules.map(({ code, broken }) => when(broken(parsedOf), lit(code))),
  );
  const reasons = coalesce(col("record_fault"), nullif(faults, lit("")));
  return judged.withColumn("reject_reasons", when(col("rejected_text").isNotNull(), reasons));
}
