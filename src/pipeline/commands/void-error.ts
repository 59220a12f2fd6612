import { printable } from "../../text/index.ts";

/** What was asked to be taken back cannot be. Nothing was changed; the message says what to do. */
export class VoidError extends Error {
  override readonly name = "VoidError";

  constructor(what: string, reason: string) {
    super(printable(`void ${what}: ${reason}`));
  }
}
