import { compareBigints, formatTimeOfDay, MICROS_PER_DAY, parseTimeOfDay } from "./date-time.ts";
import { refuseOperators } from "./refuse-operators.ts";

/** A time of day, with microseconds: Spark's TIME. */
export class LocalTime {
  /** Microseconds since midnight, less than a day. */
  readonly microsOfDay: bigint;

  constructor(microsOfDay: bigint) {
    if (microsOfDay < 0n || microsOfDay >= MICROS_PER_DAY) {
      throw new RangeError(`${microsOfDay} microseconds are not within a day`);
    }
    this.microsOfDay = microsOfDay;
  }

  /** Reads `HH:mm[:ss[.ffffff]]`. @throws SyntaxError for anything else. */
  static parse(text: string): LocalTime {
    const micros = parseTimeOfDay(text);
    if (micros === undefined) {
      throw new SyntaxError(`"${text}" is not a time of day. Expected HH:mm:ss, such as 23:59:59.5.`);
    }
    return new LocalTime(micros);
  }

  /** Negative, zero or positive. */
  compare(other: LocalTime): number {
    return compareBigints(this.microsOfDay, other.microsOfDay);
  }

  equals(other: LocalTime): boolean {
    return this.microsOfDay === other.microsOfDay;
  }

  toString(): string {
    return formatTimeOfDay(this.microsOfDay);
  }

  toJSON(): string {
    return this.toString();
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("LocalTime", "compare() and equals()");
  }
}
