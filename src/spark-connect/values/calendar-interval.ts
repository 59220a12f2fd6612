import { formatTimeOfDay } from "./date-time.ts";
import { refuseOperators } from "./refuse-operators.ts";

/** Months, days and time that do not convert into each other: Spark's legacy INTERVAL. */
export class CalendarInterval {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;

  constructor(months: number, days: number, micros: bigint) {
    this.months = months;
    this.days = days;
    this.micros = micros;
  }

  equals(other: CalendarInterval): boolean {
    return this.months === other.months && this.days === other.days && this.micros === other.micros;
  }

  /** For example `14 months -3 days 01:30:00`. */
  toString(): string {
    const time = `${this.micros < 0n ? "-" : ""}${formatTimeOfDay(this.micros < 0n ? -this.micros : this.micros)}`;
    return `${this.months} months ${this.days} days ${time}`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("CalendarInterval", "equals()");
  }
}
