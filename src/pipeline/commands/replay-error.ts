/** What was asked to be replayed cannot be. Nothing was changed; the message says what to do. */
export class ReplayError extends Error {
  override readonly name = "ReplayError";

  constructor(what: string, reason: string) {
    super(`replay ${what}: ${reason}`);
  }
}
