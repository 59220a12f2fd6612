import type { Feed, FeedColumn, RowRule } from "../feeds/index.ts";
import { type Column, coalesce, col, concatWs, type DataFrame, lit, nullif, when } from "../spark-connect/index.ts";
import { FINDINGS, rejectedRecordOf } from "./findings.ts";
import { recordColumns } from "./record-columns.ts";
import { castText, valueFault, valueOfText } from "./row-faults.ts";

/**
 * A second look at the rejected rows of `judgedRecords`: adds the codes of all their faults, joined by commas, as `reject_reasons`
 * (NULL for none), `raw_record` and `record_number`. All are NULL in rows without `findings`.
 *
 * Each step is a projection of its own, as there: what is looked at twice is written once.
 */
export function withRejectReasons(judged: DataFrame, feed: Feed, rules: readonly RowRule[] = []): DataFrame {
  const { fault, rawRecord, recordNumber, texts } = rejectedRecordOf(feed);
  const columns = recordColumns(feed).map(({ column }, position) => ({
    column,
    text: texts[position] ?? lit(null),
    castName: `_cast_${position}`,
    valueName: `_value_${position}`,
  }));
  const parsedOf = (name: string): Column => {
    const found = columns.find(({ column }) => column.name === name);
    if (found === undefined) throw new Error(`The feed ${feed.name} has no column ${name}.`);
    return found.column.kind === "integer" ? multipliable(col(found.valueName)) : col(found.valueName);
  };
  const faults = concatWs(
    ",",
    ...columns
      .filter(({ column }) => column.nullIfFaulty !== true)
      .map(({ column, text, valueName }) => valueFault(column, text, col(valueName))),
    ...rules.map(({ code, broken }) => when(broken(parsedOf), lit(code))),
  );
  const isRejected = col(FINDINGS).isNotNull();
  return judged
    .withColumns(Object.fromEntries(columns.map(({ column, text, castName }) => [castName, castText(column, text)])))
    .withColumns(
      Object.fromEntries(
        columns.map(({ column, text, castName, valueName }) => [valueName, valueOfText(column, text, col(castName))]),
      ),
    )
    .withColumns({ raw_record: rawRecord, record_number: recordNumber, _row_faults: faults })
    .withColumn("reject_reasons", when(isRejected, coalesce(fault, nullif(col("_row_faults"), lit("")))))
    .drop("_row_faults", ...columns.flatMap(({ castName, valueName }) => [castName, valueName]));
}

/** The largest integer whose square is a BIGINT. */
const LARGEST_FACTOR = 3037000499n;

/**
 * An integer that two of may be multiplied. A larger one is out of range and rejects its row whatever rules say; as it is, it would end
 * the run where a rule multiplies it: ANSI mode makes an overflow an error. Rows that count hold INT.
 */
function multipliable(value: Column): Column {
  return when(value.gt(LARGEST_FACTOR), lit(LARGEST_FACTOR))
    .when(value.lt(-LARGEST_FACTOR), lit(-LARGEST_FACTOR))
    .otherwise(value);
}

/** Of each column whose faulty values are left out of accepted rows, whether one was. Of rows that have `findings`. */
export function faultyOptionals(feed: Feed): readonly FaultyOptional[] {
  const { texts } = rejectedRecordOf(feed);
  return recordColumns(feed).flatMap(({ column }, position) => {
    if (column.nullIfFaulty !== true) return [];
    const text = texts[position] ?? lit(null);
    const value = valueOfText(column, text, castText(column, text));
    return [{ column, isFaulty: valueFault(column, text, value).isNotNull() }];
  });
}

interface FaultyOptional {
  readonly column: FeedColumn;
  readonly isFaulty: Column;
}
