import { CodedError } from "../../errors/index.ts";
/** A signal asked the run to stop. */
export class Interrupted extends CodedError {
  override readonly name = "Interrupted";
  readonly code = "interrupted";
  readonly transient = true;
  readonly signal: "SIGINT" | "SIGTERM";

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`Interrupted by ${signal}. Nothing was committed that is not complete; the next run goes on from here.`);
    this.signal = signal;
  }
}
