import { cappedList, quoted } from "../../text/index.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFault } from "./file-fault.ts";
import type { ContentFindings } from "./inspection.ts";
import { jsonObjectIn } from "./json-object.ts";
import { extraColumns, judgeColumns } from "./judge-columns.ts";
import { JSON_SAMPLE, MOST_COLUMNS } from "./limits.ts";
import { RecordScanner } from "./record-scanner.ts";
import { JSON_LINES_SYNTAX } from "./record-syntax.ts";
import type { TextInspector } from "./text-inspector.ts";

/** Inspects decoded JSON lines: the keys of the first records, and the number of all. */
export function jsonLinesInspector(feed: FeedContract): TextInspector {
  const scanner = new RecordScanner(JSON_LINES_SYNTAX, JSON_SAMPLE);
  return {
    push: (text) => scanner.push(text),
    end: (): ContentFindings => {
      const { records, lines, first } = scanner.end();
      const objects = first.map(jsonObjectIn).filter((object) => object !== undefined);
      const columns = [...new Set(objects.flatMap(Object.keys))];
      const isWide = columns.length > MOST_COLUMNS;
      return {
        records,
        lines,
        preambleLines: 0,
        columns: isWide ? [] : columns,
        extraColumns: isWide ? [] : extraColumns(columns, feed),
        multiline: false,
        faults: sampleFaults(objects.length, columns, first, records, feed),
      };
    },
  };
}

function sampleFaults(
  objects: number,
  columns: readonly string[],
  sample: readonly Buffer[],
  records: number,
  feed: FeedContract,
): readonly FileFault[] {
  if (records === 0) return [{ code: "empty_file", detail: "the file has no line that is not blank" }];
  const [start] = sample;
  if (start === undefined) {
    return [{ code: "corrupt_file", detail: `the first record has more than ${JSON_SAMPLE.bytes} bytes` }];
  }
  const place = sample.length === records ? "the file's records" : `the first ${sample.length} records`;
  if (objects === 0) {
    const line = quoted(start.toString("utf8", 0, 1_000).trim());
    return [{ code: "corrupt_file", detail: `none of ${place} is a JSON object; they begin with ${line}` }];
  }
  if (columns.length > MOST_COLUMNS) {
    const detail = `${place} have ${columns.length} different keys; no more than ${MOST_COLUMNS} are read`;
    return [{ code: "corrupt_file", detail }];
  }
  return judgeColumns(columns, feed, { place, content: `their keys are ${namesOf(columns)}` });
}

function namesOf(columns: readonly string[]): string {
  return cappedList(columns.map((column) => quoted(column)));
}
