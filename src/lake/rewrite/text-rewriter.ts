import type { CsvDialect } from "../../feeds/index.ts";
import { headerNames } from "../inspect/csv-header.ts";
import { csvSyntax, JSON_LINES_SYNTAX } from "../inspect/record-syntax.ts";
import { csvRule, type Erasure, jsonRule, type RecordRule } from "./record-rule.ts";
import { RecordSplitter, type SplitRecord } from "./record-splitter.ts";
import { TEXT_START_BYTES, textStart } from "./text-start.ts";

/** Takes a text in pieces and gives it back with a person's data taken out of its records. */
export interface TextRewriter {
  push(piece: Buffer): string;
  end(): string;
  /** Records that were changed or left out, so far. */
  readonly changed: number;
  /** Nothing says which field of a record is the key. */
  readonly isBlind: boolean;
}

/** Each character of what it gives back stands for a byte. */
export function newTextRewriter(format: "csv" | "jsonl", dialect: CsvDialect, erasure: Erasure): TextRewriter {
  return format === "jsonl" ? new Rewriter(JSON_LINES_SYNTAX, jsonRule(erasure)) : new CsvRewriter(dialect, erasure);
}

class Rewriter implements TextRewriter {
  #changed = 0;
  readonly #splitter: RecordSplitter;
  readonly #rule: RecordRule;

  constructor(syntax: ConstructorParameters<typeof RecordSplitter>[0], rule: RecordRule) {
    this.#splitter = new RecordSplitter(syntax);
    this.#rule = rule;
  }

  get changed(): number {
    return this.#changed;
  }

  /** Members of JSON have names. */
  get isBlind(): boolean {
    return false;
  }

  push(piece: Buffer): string {
    return this.#rewritten(this.#splitter.push(piece));
  }

  end(): string {
    return this.#rewritten(this.#splitter.end());
  }

  #rewritten(records: Iterable<SplitRecord>): string {
    let text = "";
    for (const record of records) {
      if (record.isBlank) {
        text += record.text + record.lineEnd;
        continue;
      }
      const made = this.#rule(record.text);
      if (made !== record.text) this.#changed += 1;
      if (made !== undefined) text += made + record.lineEnd;
    }
    return text;
  }
}

/** Begins once the first bytes tell whether a line names the delimiter; its first record is the header. */
class CsvRewriter implements TextRewriter {
  readonly #dialect: CsvDialect;
  readonly #erasure: Erasure;
  #start: Buffer = Buffer.alloc(0);
  #body: Rewriter | undefined;
  #header: readonly string[] | undefined;

  constructor(dialect: CsvDialect, erasure: Erasure) {
    this.#dialect = dialect;
    this.#erasure = erasure;
  }

  get changed(): number {
    return this.#body?.changed ?? 0;
  }

  get isBlind(): boolean {
    const { column, folders } = this.#erasure;
    return this.#header !== undefined && !this.#header.includes(column) && !folders.has(column);
  }

  push(piece: Buffer): string {
    if (this.#body !== undefined) return this.#body.push(piece);
    this.#start = Buffer.concat([this.#start, piece]);
    return this.#start.length < TEXT_START_BYTES ? "" : this.#begin();
  }

  end(): string {
    return this.#body === undefined ? this.#begin() + (this.#bodyOf()?.end() ?? "") : this.#body.end();
  }

  #bodyOf(): Rewriter | undefined {
    return this.#body;
  }

  #begin(): string {
    const { skipped, dialect } = textStart(this.#start, this.#dialect);
    this.#body = new Rewriter(csvSyntax(dialect), this.#afterHeader(dialect));
    return this.#start.toString("latin1", 0, skipped) + this.#body.push(this.#start.subarray(skipped));
  }

  #afterHeader(dialect: CsvDialect): RecordRule {
    let rule: RecordRule | undefined;
    return (record) => {
      if (rule !== undefined) return rule(record);
      this.#header = headerNames(Buffer.from(record, "latin1"), dialect);
      rule = csvRule(this.#header, dialect, this.#erasure);
      return record;
    };
  }
}
