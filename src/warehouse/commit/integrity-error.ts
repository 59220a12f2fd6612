/** What was built does not agree with the ledger: nothing was committed. The attempt can be repeated. */
export class IntegrityError extends Error {
  override readonly name = "IntegrityError";

  constructor(detail: string) {
    super(`integrity: ${detail}. Nothing was committed; run again, and report it if it happens twice.`);
  }
}
