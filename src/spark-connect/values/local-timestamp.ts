import { compareBigints, formatDateTime, parseDateTime } from "./date-time.ts";
import { refuseOperators } from "./refuse-operators.ts";

/** A date and time of day without a time zone, with microseconds: Spark's TIMESTAMP_NTZ. */
export class LocalTimestamp {
  /** Microseconds since 1970-01-01T00:00:00 on the same clock. */
  readonly micros: bigint;

  constructor(micros: bigint) {
    this.micros = micros;
  }

  /** Reads ISO 8601 without an offset, such as `2024-02-29T12:30:00.123456`. @throws SyntaxError for anything else. */
  static parse(text: string): LocalTimestamp {
    const micros = parseDateTime(text);
    if (micros === undefined) {
      throw new SyntaxError(
        `"${text}" is not a date and time without an offset. Expected ISO 8601, such as 2024-02-29T12:30:00.`,
      );
    }
    return new LocalTimestamp(micros);
  }

  /** Negative, zero or positive. */
  compare(other: LocalTimestamp): number {
    return compareBigints(this.micros, other.micros);
  }

  equals(other: LocalTimestamp): boolean {
    return this.micros === other.micros;
  }

  toString(): string {
    return formatDateTime(this.micros);
  }

  toJSON(): string {
    return this.toString();
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("LocalTimestamp", "compare() and equals()");
  }
}
