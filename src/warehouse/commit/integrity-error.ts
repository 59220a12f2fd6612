import { CodedError } from "../../errors/index.ts";

/** What was built does not agree with the ledger: nothing was committed. The attempt can be repeated. */
export class IntegrityError extends CodedError {
  override readonly name = "IntegrityError";
  readonly code = "integrity";
  readonly transient = true;

  constructor(detail: string, advice = "run again, and report it if it happens twice") {
    super(`integrity: ${detail}. Nothing was committed; ${advice}.`);
  }
}

/** What a mart holds of a month is not what the ledger says. */
export class UnbalancedMartError extends IntegrityError {
  readonly mart: string;
  /** yyyy-MM */
  readonly month: string;
  /** Both numbers: `sums up to 1.00, the files to 2.00`. */
  readonly imbalance: string;

  constructor(mart: string, month: string, imbalance: string) {
    super(`${mart} of ${month} ${imbalance}`, "look at the mart's `balance` and `plan` first, then run again");
    this.mart = mart;
    this.month = month;
    this.imbalance = imbalance;
  }
}
