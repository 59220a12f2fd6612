import { refuseOperators } from "./refuse-operators.ts";

/** A span of whole months: Spark's INTERVAL YEAR TO MONTH. */
export class YearMonthInterval {
  readonly months: number;

  constructor(months: number) {
    if (!Number.isInteger(months)) {
      throw new RangeError(`${months} is not a whole number of months`);
    }
    this.months = months;
  }

  /**
   * Reads what `toString` prints, with or without the words of SQL around it: `-1-6`, years and months.
   *
   * @throws SyntaxError for anything else
   */
  static parse(text: string): YearMonthInterval {
    const [, literal, plain] = /^(?:INTERVAL '([^']+)' YEAR TO MONTH|([^']+))$/i.exec(text.trim()) ?? [];
    const [, sign, years, months] = /^([+-]?)(\d{1,9})-(\d|1[01])$/.exec(literal ?? plain ?? "") ?? [];
    if (years === undefined) {
      throw new SyntaxError(`"${text}" is not a year-month interval. Expected years and months, such as -1-6.`);
    }
    const magnitude = Number(years) * 12 + Number(months);
    return new YearMonthInterval(sign === "-" ? -magnitude : magnitude);
  }

  /** Negative, zero or positive. */
  compare(other: YearMonthInterval): number {
    return Math.sign(this.months - other.months);
  }

  equals(other: YearMonthInterval): boolean {
    return this.months === other.months;
  }

  /** As in SQL, for example `INTERVAL '-1-6' YEAR TO MONTH`. */
  toString(): string {
    const months = Math.abs(this.months);
    return `INTERVAL '${this.months < 0 ? "-" : ""}${Math.floor(months / 12)}-${months % 12}' YEAR TO MONTH`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("YearMonthInterval", "compare() and equals()");
  }
}
