import type { FeedContract } from "./feed-contract.ts";
import type { FileFault } from "./file-fault.ts";
import type { ContentFindings } from "./inspection.ts";
import { extraColumns, judgeColumns } from "./judge-columns.ts";
import { RecordScanner } from "./record-scanner.ts";
import { JSON_LINES_SYNTAX } from "./record-syntax.ts";
import type { TextInspector } from "./text-inspector.ts";

/** The records whose keys are the file's columns: the first hundred, or fewer where they are very long. */
const SAMPLE = { records: 100, bytes: 8 * 1024 * 1024 };

/** Inspects decoded JSON lines: the keys of the first records, and the number of all. */
export function jsonLinesInspector(feed: FeedContract): TextInspector {
  const scanner = new RecordScanner(JSON_LINES_SYNTAX, SAMPLE);
  return {
    push: (text) => scanner.push(text),
    end: (): ContentFindings => {
      const { records, lines, first } = scanner.end();
      const objects = first.map(objectIn).filter((object) => object !== undefined);
      const columns = [...new Set(objects.flatMap(Object.keys))];
      return {
        records,
        lines,
        columns,
        extraColumns: extraColumns(columns, feed),
        multiline: false,
        faults: sampleFaults(objects.length, columns, first.length, records, feed),
      };
    },
  };
}

function sampleFaults(
  objects: number,
  columns: readonly string[],
  sampled: number,
  records: number,
  feed: FeedContract,
): readonly FileFault[] {
  if (records === 0) return [{ code: "empty_file", detail: "the file has no line that is not blank" }];
  const where = sampled === records ? "the file's records" : `the first ${sampled} records`;
  if (objects === 0) return [{ code: "corrupt_file", detail: `none of ${where} is a JSON object` }];
  return judgeColumns(columns, feed, where);
}

function objectIn(line: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(line.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
