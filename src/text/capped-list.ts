const MOST_NAMED = 20;

/** `a, b, c`, or `a, b, … and 980 more` of a longer list. */
export function cappedList(items: readonly string[], most = MOST_NAMED): string {
  return items.length <= most
    ? items.join(", ")
    : `${items.slice(0, most).join(", ")}, … and ${items.length - most} more`;
}
