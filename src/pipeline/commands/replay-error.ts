import { CodedError } from "../../errors/index.ts";
/** What was asked to be replayed cannot be. Nothing was changed; the message says what to do. */
export class ReplayError extends CodedError {
  override readonly name = "ReplayError";
  readonly code = "not_replayed";
  readonly transient = false;

  constructor(what: string, reason: string) {
    super(`replay ${what}: ${reason}`);
  }
}
