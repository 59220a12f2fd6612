/** A span of whole months: Spark's INTERVAL YEAR TO MONTH. */
export class YearMonthInterval {
  readonly months: number;

  constructor(months: number) {
    if (!Number.isInteger(months)) {
      throw new RangeError(`${months} is not a whole number of months`);
    }
    this.months = months;
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
}
