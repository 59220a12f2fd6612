import type { CsvDialect } from "../../feeds/index.ts";
import { EncodingCheck } from "./encoding-check.ts";
import type { FileFault } from "./file-fault.ts";
import { foreignContent, SIGNATURE_BYTES } from "./foreign-content.ts";
import { type ContentFindings, unreadable } from "./inspection.ts";

/** Looks at a text that passes by in pieces of any size. The pieces' memory is not kept. */
export interface TextInspector {
  push(text: Buffer): void;
  end(): ContentFindings;
}

const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

const UTF8_NOT_LATIN1: FileFault = {
  code: "bad_encoding",
  detail:
    "the file begins with the mark of UTF-8, and the feed's encoding is ISO-8859-1; save it in that, or change the setting",
};

/** What is inspected before a text's own format: whether it is text at all, its byte order mark and its encoding. */
export class EncodedTextInspector implements TextInspector {
  readonly #inner: TextInspector;
  readonly #encoding: EncodingCheck;
  /** The first bytes, until there are enough to tell a foreign content; then undefined. */
  #start: Buffer | undefined = Buffer.alloc(0);
  #foreign: FileFault | undefined;
  #empty = true;
  readonly #isLatin1: boolean;

  constructor(encoding: CsvDialect["encoding"], inner: TextInspector) {
    this.#inner = inner;
    this.#isLatin1 = encoding === "ISO-8859-1";
    this.#encoding = new EncodingCheck(encoding);
  }

  push(text: Buffer): void {
    if (text.length > 0) this.#empty = false;
    if (this.#start === undefined) {
      this.#pass(text);
      return;
    }
    this.#start = Buffer.concat([this.#start, text]);
    if (this.#start.length >= SIGNATURE_BYTES) this.#passStart();
  }

  end(): ContentFindings {
    this.#passStart();
    if (this.#empty) return unreadable({ code: "empty_file", detail: "the file has no content" });
    if (this.#foreign !== undefined) return unreadable(this.#foreign);
    const findings = this.#inner.end();
    return { ...findings, faults: [...this.#encoding.end(), ...findings.faults] };
  }

  #passStart(): void {
    if (this.#start === undefined) return;
    const start = this.#start;
    this.#start = undefined;
    const marked = start.indexOf(BYTE_ORDER_MARK) === 0;
    this.#foreign = foreignContent(start) ?? (marked && this.#isLatin1 ? UTF8_NOT_LATIN1 : undefined);
    this.#pass(start, marked ? BYTE_ORDER_MARK.length : 0);
  }

  #pass(text: Buffer, skip = 0): void {
    if (this.#foreign !== undefined) return;
    this.#encoding.push(text);
    this.#inner.push(text.subarray(skip));
  }
}
