import { formatTimeOfDay, MICROS_PER_DAY } from "./date-time.ts";

/** A span of time with microseconds: Spark's INTERVAL DAY TO SECOND. */
export class DayTimeInterval {
  readonly micros: bigint;

  constructor(micros: bigint) {
    this.micros = micros;
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
}
