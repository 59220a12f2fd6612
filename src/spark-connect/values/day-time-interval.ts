import { compareBigints, formatTimeOfDay, MICROS_PER_DAY, parseTimeOfDay } from "./date-time.ts";
import { refuseOperators } from "./refuse-operators.ts";

/** A span of time with microseconds: Spark's INTERVAL DAY TO SECOND. */
export class DayTimeInterval {
  readonly micros: bigint;

  constructor(micros: bigint) {
    this.micros = micros;
  }

  /**
   * Reads what `toString` prints, with or without the words of SQL around it: `-1 02:03:04.5`, a day and a time of day.
   *
   * @throws SyntaxError for anything else
   */
  static parse(text: string): DayTimeInterval {
    const [, literal, plain] = /^(?:INTERVAL '([^']+)' DAY TO SECOND|([^']+))$/i.exec(text.trim()) ?? [];
    const [, sign, days = "", time = ""] =
      /^([+-]?)(\d{1,9}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)$/.exec(literal ?? plain ?? "") ?? [];
    const micros = parseTimeOfDay(time);
    if (micros === undefined) {
      throw new SyntaxError(`"${text}" is not a day-time interval. Expected days and a time, such as -1 02:03:04.5.`);
    }
    const magnitude = BigInt(days) * MICROS_PER_DAY + micros;
    return new DayTimeInterval(sign === "-" ? -magnitude : magnitude);
  }

  /** Negative, zero or positive. */
  compare(other: DayTimeInterval): number {
    return compareBigints(this.micros, other.micros);
  }

  equals(other: DayTimeInterval): boolean {
    return this.micros === other.micros;
  }

  /** As in SQL, for example `INTERVAL '-1 02:03:04.5' DAY TO SECOND`. */
  toString(): string {
    const micros = this.micros < 0n ? -this.micros : this.micros;
    const time = formatTimeOfDay(micros % MICROS_PER_DAY);
    return `INTERVAL '${this.micros < 0n ? "-" : ""}${micros / MICROS_PER_DAY} ${time}' DAY TO SECOND`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("DayTimeInterval", "compare() and equals()");
  }
}
