import { CsvBody } from "./csv-body.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { ContentFindings } from "./inspection.ts";
import { SEP_LINE_BYTES, sepLine } from "./sep-line.ts";
import type { TextInspector } from "./text-inspector.ts";

/** Inspects decoded CSV: a first line that names the delimiter, where there is one, and what follows it. */
export class CsvInspector implements TextInspector {
  readonly #feed: FeedContract;
  /** The first bytes, until there are enough to tell such a line. */
  #start = Buffer.alloc(0);
  #body: CsvBody | undefined;

  constructor(feed: FeedContract) {
    this.#feed = feed;
  }

  push(text: Buffer): void {
    if (this.#body !== undefined) {
      this.#body.push(text);
      return;
    }
    this.#start = Buffer.concat([this.#start, text]);
    if (this.#start.length >= SEP_LINE_BYTES) this.#begin();
  }

  end(): ContentFindings {
    return (this.#body ?? this.#begin()).end();
  }

  #begin(): CsvBody {
    const { csv } = this.#feed;
    const sep = sepLine(this.#start, csv.quote);
    const body =
      sep === undefined
        ? new CsvBody(this.#feed, csv, 0)
        : new CsvBody(this.#feed, { ...csv, delimiter: sep.delimiter }, 1);
    body.push(this.#start.subarray(sep?.bytes ?? 0));
    this.#body = body;
    return body;
  }
}
