import type { LastingResult } from "./lasting-result.ts";

const MOST_LINES = 5;

/** Every part that is not the same, with the first lines that only one of the two has. */
export function differences(expected: LastingResult, found: LastingResult): readonly string[] {
  const parts = new Set([...expected.keys(), ...found.keys()]);
  return [...parts].flatMap((part) => {
    const [one = [], other = []] = [expected.get(part), found.get(part)];
    return [
      ...onlyIn(one, other).map((line) => `${part} - ${line}`),
      ...onlyIn(other, one).map((line) => `${part} + ${line}`),
    ];
  });
}

/** A line that stands there twice must stand twice in the other, too. */
function onlyIn(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  const only = lines.filter((line) => {
    const times = left.get(line) ?? 0;
    left.set(line, times - 1);
    return times <= 0;
  });
  return only.length > MOST_LINES ? [...only.slice(0, MOST_LINES), `… and ${only.length - MOST_LINES} more`] : only;
}
