import { civilFromDays, daysFromCivil, formatCivil } from "./civil-date.ts";
import { refuseOperators } from "./refuse-operators.ts";

/** A day in the calendar, without time or time zone: Spark's DATE. */
export class LocalDate {
  /** Days since 1970-01-01, negative before it. */
  readonly daysSinceEpoch: number;

  constructor(daysSinceEpoch: number) {
    if (!Number.isInteger(daysSinceEpoch)) {
      throw new RangeError(`${daysSinceEpoch} is not a whole number of days`);
    }
    this.daysSinceEpoch = daysSinceEpoch;
  }

  /** `month` is 1 to 12. @throws RangeError for a day that the calendar does not have. */
  static of(year: number, month: number, day: number): LocalDate {
    return new LocalDate(daysFromCivil({ year, month, day }));
  }

  /** Reads `yyyy-MM-dd`. @throws SyntaxError or RangeError for anything else. */
  static parse(text: string): LocalDate {
    const [, year, month, day] = /^([+-]?\d{4,7})-(\d{2})-(\d{2})$/.exec(text) ?? [];
    if (year === undefined) {
      throw new SyntaxError(`"${text}" is not a date. Expected yyyy-MM-dd, such as 2024-02-29.`);
    }
    return LocalDate.of(Number(year), Number(month), Number(day));
  }

  get year(): number {
    return civilFromDays(this.daysSinceEpoch).year;
  }

  /** 1 to 12. */
  get month(): number {
    return civilFromDays(this.daysSinceEpoch).month;
  }

  /** 1 to 31. */
  get day(): number {
    return civilFromDays(this.daysSinceEpoch).day;
  }

  plusDays(days: number): LocalDate {
    return new LocalDate(this.daysSinceEpoch + days);
  }

  /** Negative, zero or positive. */
  compare(other: LocalDate): number {
    return Math.sign(this.daysSinceEpoch - other.daysSinceEpoch);
  }

  equals(other: LocalDate): boolean {
    return this.daysSinceEpoch === other.daysSinceEpoch;
  }

  toString(): string {
    return formatCivil(civilFromDays(this.daysSinceEpoch));
  }

  toJSON(): string {
    return this.toString();
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("LocalDate", "compare(), equals() and plusDays()");
  }
}
