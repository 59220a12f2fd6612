import type { CsvDialect } from "../../feeds/index.ts";
import { headerNames } from "../inspect/csv-header.ts";
import { csvSyntax, JSON_LINES_SYNTAX } from "../inspect/record-syntax.ts";
import { fieldValue, rawFields } from "../rewrite/csv-fields.ts";
import { RecordSplitter, type SplitRecord } from "../rewrite/record-splitter.ts";
import { TEXT_START_BYTES, textStart } from "../rewrite/text-start.ts";
import type { DayCollector } from "./found-days.ts";

/** Where the days of a text's records stand. */
export interface DayColumn {
  readonly name: string;
  /** What the folders of the file say of the rows that do not say it themselves. */
  readonly given: string | undefined;
}

/** Takes a text in pieces and adds the days of its records. */
export interface TextDays {
  /** @throws OverlongRecordError */
  push(piece: Buffer): void;
  end(): void;
}

export function newTextDays(
  format: "csv" | "jsonl",
  dialect: CsvDialect,
  column: DayColumn,
  days: DayCollector,
): TextDays {
  return format === "csv" ? new CsvDays(dialect, column, days) : new JsonDays(column, days);
}

class JsonDays implements TextDays {
  readonly #splitter = new RecordSplitter(JSON_LINES_SYNTAX);
  readonly #column: DayColumn;
  readonly #days: DayCollector;

  constructor(column: DayColumn, days: DayCollector) {
    this.#column = column;
    this.#days = days;
  }

  push(piece: Buffer): void {
    this.#add(this.#splitter.push(piece));
  }

  end(): void {
    this.#add(this.#splitter.end());
  }

  #add(records: Iterable<SplitRecord>): void {
    for (const { text, isBlank } of records) if (!isBlank) addJsonDay(text, this.#column, this.#days);
  }
}

function addJsonDay(record: string, { name, given }: DayColumn, days: DayCollector): void {
  const member = memberOf(record, name);
  const day = member.value ?? given;
  if (!member.isReadable || typeof day === "object") days.addUnreadable();
  else if (day !== undefined) addText(String(day), days);
}

function memberOf(record: string, name: string): { readonly isReadable: boolean; readonly value?: unknown } {
  try {
    const parsed: unknown = JSON.parse(record.replace(BOM, ""));
    const isObject = typeof parsed === "object" && parsed !== null;
    return {
      isReadable: isObject,
      value: isObject && Object.hasOwn(parsed, name) ? Reflect.get(parsed, name) : undefined,
    };
  } catch {
    return { isReadable: false };
  }
}

/** Each character stands for a byte. */
const BOM = /^\u00ef\u00bb\u00bf/;

class CsvDays implements TextDays {
  readonly #dialect: CsvDialect;
  readonly #column: DayColumn;
  readonly #days: DayCollector;
  #start: Buffer = Buffer.alloc(0);
  #splitter: RecordSplitter | undefined;
  #add: ((record: string) => void) | undefined;
  /** As the text itself says. */
  #own: CsvDialect;

  constructor(dialect: CsvDialect, column: DayColumn, days: DayCollector) {
    this.#dialect = dialect;
    this.#own = dialect;
    this.#column = column;
    this.#days = days;
  }

  push(piece: Buffer): void {
    if (this.#splitter !== undefined) {
      this.#take(this.#splitter.push(piece));
      return;
    }
    this.#start = Buffer.concat([this.#start, piece]);
    if (this.#start.length >= TEXT_START_BYTES) this.#begin();
  }

  end(): void {
    const splitter = this.#splitter ?? this.#begin();
    this.#take(splitter.end());
  }

  #begin(): RecordSplitter {
    const { skipped, dialect } = textStart(this.#start, this.#dialect);
    const splitter = new RecordSplitter(csvSyntax(dialect));
    this.#own = dialect;
    this.#splitter = splitter;
    this.#take(splitter.push(this.#start.subarray(skipped)));
    return splitter;
  }

  #take(records: Iterable<SplitRecord>): void {
    for (const { text, isBlank } of records) {
      if (isBlank) continue;
      if (this.#add === undefined) this.#add = this.#afterHeader(text);
      else this.#add(text);
    }
  }

  #afterHeader(header: string): (record: string) => void {
    const dialect = this.#own;
    const { name, given } = this.#column;
    const at = headerNames(Buffer.from(header, "latin1"), dialect).indexOf(name);
    const none = new Set(dialect.nullValues);
    return (record) => {
      const own = at === -1 ? "" : fieldValue(rawFields(record, dialect)[at] ?? "", dialect.quote);
      const text = own === "" || none.has(own) ? given : own;
      if (text !== undefined) addText(text, this.#days);
    };
  }
}

/** A blank value is none: its row is rejected, whatever the run. */
function addText(text: string, days: DayCollector): void {
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  if (trimmed !== "") days.add(trimmed);
}
