import { headerNames } from "./csv-header.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFault } from "./file-fault.ts";
import type { ContentFindings } from "./inspection.ts";
import { extraColumns, judgeColumns } from "./judge-columns.ts";
import { MOST_FIELDS, RecordScanner } from "./record-scanner.ts";
import { csvSyntax } from "./record-syntax.ts";
import type { TextInspector } from "./text-inspector.ts";

/** A header beyond this is none. */
const MOST_HEADER_BYTES = 1024 * 1024;

/** Inspects decoded CSV: its header, quotes and the number of its records. */
export function csvInspector(feed: FeedContract): TextInspector {
  const scanner = new RecordScanner(csvSyntax(feed.csv), { records: 1, bytes: MOST_HEADER_BYTES });
  return {
    push: (text) => scanner.push(text),
    end: (): ContentFindings => {
      const { records, lines, multiline, openQuoteLine, overfullLine, first } = scanner.end();
      const columns = first.flatMap((header) => headerNames(header, feed.csv));
      const faults: FileFault[] = [...judgeColumns(columns, feed, "the first line")];
      if (openQuoteLine !== undefined) {
        faults.push({ code: "corrupt_file", detail: `the quote that opens in line ${openQuoteLine} is never closed` });
      }
      if (overfullLine !== undefined) {
        faults.push({ code: "corrupt_file", detail: `line ${overfullLine} has more than ${MOST_FIELDS} fields` });
      }
      const extra = extraColumns(columns, feed);
      return { records: Math.max(0, records - 1), lines, columns, extraColumns: extra, multiline, faults };
    },
  };
}
