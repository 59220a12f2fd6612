/** The plural of an English noun, or of a name that ends in one: `incentives`, `bonuses`, `penalties`. */
export function pluralOf(noun: string): string {
  if (/(s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return /[^aeiou_]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
