import { CodedError } from "../../errors/index.ts";
import { printable } from "../../text/index.ts";

/** What was asked to be taken back cannot be. Nothing was changed; the message says what to do. */
export class VoidError extends CodedError {
  override readonly name = "VoidError";
  readonly code = "not_voided";
  readonly transient = false;

  constructor(what: string, reason: string) {
    super(printable(`void ${what}: ${reason}`));
  }
}
