/** A signal asked the run to stop. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: "SIGINT" | "SIGTERM";

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`Interrupted by ${signal}. Nothing was committed that is not complete; the next run goes on from here.`);
    this.signal = signal;
  }
}
