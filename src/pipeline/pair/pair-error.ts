import { CodedError } from "../../errors/index.ts";

/** Ledger and bucket do not belong together, or do not agree: nothing may be changed in either before somebody has looked. */
export class PairError extends CodedError {
  override readonly name = "PairError";
  readonly transient = false;
  readonly code: "wrong_bucket" | "older_ledger" | "unfinished_adoption";

  constructor(code: PairError["code"], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}
