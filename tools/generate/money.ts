/** An amount in hundredths of a rupee: a safe integer, so that sums are exact. */
export type Paise = number;

/** `150` is `1.50`. */
export function formatMoney(amount: Paise): string {
  const digits = Math.abs(amount).toString().padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 1 % of an amount that is not negative, half a paisa rounded up. */
export function onePercent(amount: Paise): Paise {
  return Math.floor((amount + 50) / 100);
}
