import { compareBigints, formatDateTime, MICROS_PER_SECOND, parseDateTime } from "./date-time.ts";
import { refuseOperators } from "./refuse-operators.ts";

/** An instant with microseconds: Spark's TIMESTAMP. */
export class Timestamp {
  /** Microseconds since 1970-01-01T00:00:00Z, negative before it. */
  readonly epochMicros: bigint;

  constructor(epochMicros: bigint) {
    this.epochMicros = epochMicros;
  }

  /** @throws RangeError for an invalid Date */
  static fromDate(date: Date): Timestamp {
    if (Number.isNaN(date.getTime())) throw new RangeError("An invalid Date is no instant");
    return new Timestamp(BigInt(date.getTime()) * 1000n);
  }

  /**
   * Reads ISO 8601 with an offset, such as `2024-02-29T12:30:00.123456Z` or `…+02:00`.
   * @throws SyntaxError without an offset: which instant it is would depend on the machine.
   */
  static parse(text: string): Timestamp {
    const [, dateTime = "", sign, hours = "0", minutes = "0"] = /^(.+?)(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text) ?? [];
    const micros = parseDateTime(dateTime);
    if (micros === undefined) {
      throw new SyntaxError(
        `"${text}" is not a timestamp with an offset. Expected ISO 8601, such as 2024-02-29T12:30:00Z.`,
      );
    }
    const offset = BigInt(Number(hours) * 3600 + Number(minutes) * 60) * MICROS_PER_SECOND;
    return new Timestamp(sign === "-" ? micros + offset : micros - offset);
  }

  /** The instant's millisecond; the microseconds within it are dropped. */
  toDate(): Date {
    const floored = this.epochMicros - (((this.epochMicros % 1000n) + 1000n) % 1000n);
    return new Date(Number(floored / 1000n));
  }

  /** Negative, zero or positive. */
  compare(other: Timestamp): number {
    return compareBigints(this.epochMicros, other.epochMicros);
  }

  equals(other: Timestamp): boolean {
    return this.epochMicros === other.epochMicros;
  }

  /** ISO 8601 in UTC. */
  toString(): string {
    return `${formatDateTime(this.epochMicros)}Z`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("Timestamp", "compare() and equals()");
  }
}
