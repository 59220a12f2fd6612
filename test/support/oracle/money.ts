/** Hundredths, exact at any size. */
export type Cents = bigint;

/** Digits with up to two decimals, as hundredths; null for anything else. Nothing is rounded on the way in. */
export function parseMoney(text: string): Cents | null {
  const match = /^([+-]?)(?:(\d+)(?:\.(\d{1,2}))?|\.(\d{1,2}))$/.exec(text);
  if (match === null) return null;
  const [, sign, whole = "0", decimals, onlyDecimals] = match;
  const cents = BigInt(whole) * 100n + BigInt((decimals ?? onlyDecimals ?? "").padEnd(2, "0"));
  return sign === "-" ? -cents : cents;
}

export function formatMoney(cents: Cents): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 1 % of an amount, half a cent rounded up; nothing of less than nothing. */
export function onePercent(cents: Cents): Cents {
  return cents > 0n ? (cents + 50n) / 100n : 0n;
}
