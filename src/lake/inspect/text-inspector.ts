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

/** What is inspected before a text's own format: whether it is text at all, its byte order mark and its encoding. */
export class EncodedTextInspector implements TextInspector {
  readonly #inner: TextInspector;
  readonly #encoding: EncodingCheck;
  /** The first bytes, until there are enough to tell a foreign content; then undefined. */
  #start: Buffer | undefined = Buffer.alloc(0);
  #foreign: FileFault | undefined;
  #empty = true;
  readonly #otherThanUtf8: FileFault | undefined;

  /** @param setting the one that says what the encoding is */
  constructor(encoding: CsvDialect["encoding"], setting: string, inner: TextInspector) {
    this.#inner = inner;
    this.#otherThanUtf8 = encoding === "UTF-8" ? undefined : markOfUtf8(encoding, setting);
    this.#encoding = new EncodingCheck(encoding, setting);
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
    this.#foreign = foreignContent(start) ?? (marked ? this.#otherThanUtf8 : undefined);
    this.#pass(start, marked ? BYTE_ORDER_MARK.length : 0);
  }

  #pass(text: Buffer, skip = 0): void {
    if (this.#foreign !== undefined) return;
    this.#encoding.push(text);
    this.#inner.push(text.subarray(skip));
  }
}

function markOfUtf8(encoding: string, setting: string): FileFault {
  return {
    code: "bad_encoding",
    detail: `the file begins with the mark of UTF-8, and ${setting} is ${encoding}; save it in that, or change the setting`,
  };
}
