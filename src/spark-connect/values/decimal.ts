import { refuseOperators } from "./refuse-operators.ts";

/** An exact decimal number: `unscaled / 10^scale`. The scale is kept, so `1.50` prints as `1.50`. */
export class Decimal {
  readonly unscaled: bigint;
  /** Digits after the point, 0 or more. */
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    if (!Number.isInteger(scale) || scale < 0) {
      throw new RangeError(`Decimal scale ${scale} is not an integer of 0 or more`);
    }
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /**
   * Reads plain or scientific notation, for example `-12.50` or `1.5e3`. The scale is the number of digits after the point.
   * @throws SyntaxError for anything else.
   */
  static parse(text: string): Decimal {
    const [, sign, whole = "", fraction = "", exponent = "0"] =
      /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
    if (whole + fraction === "" || Math.abs(Number(exponent)) > MAX_EXPONENT) {
      throw new SyntaxError(
        `"${text}" is not a decimal number. Expected digits with an optional point, such as -12.50.`,
      );
    }
    const digits = BigInt(`${sign === "-" ? "-" : ""}${whole}${fraction}`);
    const scale = fraction.length - Number(exponent);
    return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * 10n ** BigInt(-scale), 0);
  }

  static ofInteger(value: bigint | number): Decimal {
    return new Decimal(BigInt(value), 0);
  }

  /** Number of significant digits, and at least the scale: the least precision of a Spark type that holds this value. */
  get precision(): number {
    const digits = magnitude(this.unscaled).toString().length;
    return Math.max(digits, this.scale);
  }

  /**
   * The same number with another scale.
   * @throws RangeError when that would drop digits other than zero.
   */
  withScale(scale: number): Decimal {
    if (scale >= this.scale) {
      return new Decimal(this.unscaled * 10n ** BigInt(scale - this.scale), scale);
    }
    const divisor = 10n ** BigInt(this.scale - scale);
    if (this.unscaled % divisor !== 0n) {
      throw new RangeError(`${this} has more than ${scale} digits after the point. Round it first.`);
    }
    return new Decimal(this.unscaled / divisor, scale);
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.withScale(scale).unscaled + other.withScale(scale).unscaled, scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  /** Negative, zero or positive, by numeric value: `1.5` and `1.50` compare as equal. */
  compare(other: Decimal): number {
    const difference = this.subtract(other).unscaled;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  /** Plain notation with all digits of the scale. */
  toString(): string {
    const sign = this.unscaled < 0n ? "-" : "";
    const digits = magnitude(this.unscaled)
      .toString()
      .padStart(this.scale + 1, "0");
    const point = digits.length - this.scale;
    return this.scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("Decimal", "compare(), equals(), add() and the other methods");
  }
}

/** Far beyond Spark's 38 digits; keeps a hostile exponent from filling the memory. */
const MAX_EXPONENT = 1000;

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
