/** Exact, of decimals with at most two places. */
export function sumOf(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, amount) => sum + centsOf(amount), 0n);
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function centsOf(amount: string): bigint {
  const [whole = "0", decimals = ""] = amount.split(".");
  const cents = BigInt(whole.replace("-", "")) * 100n + BigInt(decimals.padEnd(2, "0").slice(0, 2));
  return amount.startsWith("-") ? -cents : cents;
}
