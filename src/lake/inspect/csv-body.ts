import type { CsvDialect } from "../../feeds/index.ts";
import { quoted } from "../../text/index.ts";
import { headerNames } from "./csv-header.ts";
import { decoded } from "./decoded.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFault } from "./file-fault.ts";
import type { ContentFindings } from "./inspection.ts";
import { extraColumns, judgeColumns } from "./judge-columns.ts";
import { MOST_COLUMNS, MOST_FIELDS, MOST_HEADER_BYTES } from "./limits.ts";
import { NamelessValues } from "./nameless-values.ts";
import { type RecordCounts, RecordScanner } from "./record-scanner.ts";
import { csvSyntax } from "./record-syntax.ts";
import type { TextInspector } from "./text-inspector.ts";

/** Of the beginning of a text: enough to quote a line that is too long for a header. */
const QUOTED_BYTES = 500;

/** Inspects what is CSV proper: the header, the columns without a name, quotes, and the number of records. */
export class CsvBody implements TextInspector {
  readonly #feed: FeedContract;
  readonly #csv: CsvDialect;
  readonly #preambleLines: number;
  readonly #scanner: RecordScanner;
  #start = Buffer.alloc(0);
  /** Bytes of the pieces so far. */
  #offset = 0;
  /** The header's names, once it is there. */
  #columns: readonly string[] | undefined;
  #namelessValues: NamelessValues | undefined;

  /** @param preambleLines lines of the file before the text that is pushed */
  constructor(feed: FeedContract, csv: CsvDialect, preambleLines: number) {
    this.#feed = feed;
    this.#csv = csv;
    this.#preambleLines = preambleLines;
    this.#scanner = new RecordScanner(csvSyntax(csv), { records: 1, bytes: MOST_HEADER_BYTES });
  }

  push(text: Buffer): void {
    if (this.#start.length < QUOTED_BYTES) this.#start = Buffer.concat([this.#start, text]).subarray(0, QUOTED_BYTES);
    this.#scanner.push(text);
    const { firstEnd, firstRecord } = this.#scanner;
    let values = text;
    if (this.#columns === undefined && firstEnd !== undefined && firstRecord !== undefined) {
      this.#columns = this.#namesIn(firstRecord);
      if (this.#columns.includes("")) {
        this.#namelessValues = new NamelessValues(csvSyntax(this.#csv), this.#columns, firstRecord, firstEnd);
        values = text.subarray(firstEnd.bytes - this.#offset);
      }
    }
    this.#namelessValues?.push(values);
    this.#offset += text.length;
  }

  end(): ContentFindings {
    const counts = this.#scanner.end();
    const columns = this.#columns ?? counts.first.flatMap((header) => this.#namesIn(header));
    const isWide = columns.length > MOST_COLUMNS;
    return {
      records: Math.max(0, counts.records - 1),
      lines: this.#preambleLines + counts.lines,
      preambleLines: this.#preambleLines,
      columns: isWide ? [] : columns,
      extraColumns: isWide ? [] : extraColumns(columns, this.#feed),
      multiline: counts.multiline,
      recordEnd: counts.endsInCr ? "\r" : "\n",
      plain: this.#isPlain(counts),
      faults: [...this.#headerFaults(columns, counts), ...this.#recordFaults(counts)],
      ...(counts.emptyRows > 0 && { emptyRows: counts.emptyRows }),
      ...(this.#preambleLines > 0 && { csv: this.#csv }),
    };
  }

  /** Only of UTF-8, whose mark at the beginning of a text every reader takes for the same. */
  #isPlain({ records, lines, quoted, endsInCr }: RecordCounts): boolean {
    const { delimiter, encoding } = this.#csv;
    const isWritten = delimiter > " " && encoding === "UTF-8" && this.#preambleLines === 0;
    return isWritten && lines === records && !quoted && !endsInCr;
  }

  #namesIn(header: Buffer): readonly string[] {
    return headerNames(header, this.#csv);
  }

  #headerFaults(columns: readonly string[], { records, first }: RecordCounts): readonly FileFault[] {
    if (columns.length > MOST_COLUMNS) {
      const detail = `the header has ${columns.length} columns; no more than ${MOST_COLUMNS} are read`;
      return [{ code: "corrupt_file", detail }];
    }
    if (records === 0) return [{ code: "missing_header", detail: "the file has no line that is not blank" }];
    const [header = this.#start] = first;
    const line = quoted(decoded(header, this.#csv.encoding).trim());
    if (first.length === 0) {
      const detail = `the first line has more than ${MOST_HEADER_BYTES} bytes, too many for a header; it begins with ${line}`;
      return [{ code: "missing_header", detail }];
    }
    return judgeColumns(columns, this.#feed, { place: "the first line", content: line });
  }

  #recordFaults({ openQuoteLine, overfullLine }: RecordCounts): readonly FileFault[] {
    const faults: FileFault[] = [];
    const value = this.#namelessValues?.found;
    if (value !== undefined) {
      const line = this.#preambleLines + value.line;
      const detail = `several columns without a name hold values, column ${value.column} in line ${line}; name them in the header, or empty them`;
      faults.push({ code: "duplicate_column:", detail });
    }
    if (openQuoteLine !== undefined) {
      const line = this.#preambleLines + openQuoteLine;
      faults.push({ code: "corrupt_file", detail: `the quote that opens in line ${line} is never closed` });
    }
    if (overfullLine !== undefined) {
      const line = this.#preambleLines + overfullLine;
      faults.push({ code: "corrupt_file", detail: `line ${line} has more than ${MOST_FIELDS} fields` });
    }
    return faults;
  }
}
