import type { Feed, FeedColumn, RowRule } from "../feeds/index.ts";
import { type Column, coalesce, col, concatWs, type DataFrame, lit, nullif, when } from "../spark-connect/index.ts";
import { FINDINGS, rejectedRecordOf } from "./findings.ts";
import { recordColumns } from "./record-columns.ts";
import { castText, valueFault, valueOfText } from "./row-faults.ts";

/**
 * A second look at the rejected rows of `judgedRecords`: adds the codes of all their faults, joined by commas, as `reject_reasons`
 * (NULL for none), `raw_record` and `record_number`. All are NULL in rows without `findings`.
 */
export function withRejectReasons(judged: DataFrame, feed: Feed, rules: readonly RowRule[] = []): DataFrame {
  const { fault, rawRecord, recordNumber, texts } = rejectedRecordOf(feed);
  const columns = valuesOf(feed, texts);
  const parsedOf = (name: string): Column => {
    const found = columns.find(({ column }) => column.name === name);
    if (found === undefined) throw new Error(`The feed ${feed.name} has no column ${name}.`);
    return found.value;
  };
  const faults = concatWs(
    ",",
    ...columns.filter(({ column }) => column.nullIfFaulty !== true).map(faultOf),
    ...rules.map(({ code, broken }) => when(broken(parsedOf), lit(code))),
  );
  const reasons = coalesce(fault, nullif(faults, lit("")));
  return judged.withColumns({
    reject_reasons: when(col(FINDINGS).isNotNull(), reasons),
    raw_record: rawRecord,
    record_number: recordNumber,
  });
}

/** The names of the columns, joined by commas, whose values were left out of the row for their faults; NULL for none. */
export function faultyOptionals(feed: Feed): Column {
  const columns = valuesOf(feed, rejectedRecordOf(feed).texts).filter(({ column }) => column.nullIfFaulty === true);
  const names = columns.map((judged) => when(faultOf(judged).isNotNull(), lit(judged.column.name)));
  return nullif(concatWs(",", ...names), lit(""));
}

interface JudgedValue {
  readonly column: FeedColumn;
  readonly text: Column;
  readonly value: Column;
}

function valuesOf(feed: Feed, texts: readonly Column[]): readonly JudgedValue[] {
  return recordColumns(feed).map(({ column }, position) => {
    const text = texts[position] ?? lit(null);
    return { column, text, value: valueOfText(column, text, castText(column, text)) };
  });
}

function faultOf({ column, text, value }: JudgedValue): Column {
  return valueFault(column, text, value);
}
