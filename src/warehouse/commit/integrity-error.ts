import { CodedError } from "../../errors/index.ts";
/** What was built does not agree with the ledger: nothing was committed. The attempt can be repeated. */
export class IntegrityError extends CodedError {
  override readonly name = "IntegrityError";
  readonly code = "integrity";
  readonly transient = true;

  constructor(detail: string) {
    super(`integrity: ${detail}. Nothing was committed; run again, and report it if it happens twice.`);
  }
}
