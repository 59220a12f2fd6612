/** How a date is written, as a regular expression that Java and JavaScript read alike. */
export interface DateFormat {
  /** Without anchors; a group for each of year, month and day. */
  readonly pattern: string;
  /** The date as yyyy-MM-dd, made of the groups; with `mayBeShort` each of month and day has a 0 before it. */
  readonly replacement: string;
  /** Month or day may have one digit. */
  readonly mayBeShort: boolean;
}

const PARTS: Readonly<Record<string, { readonly part: "year" | "month" | "day"; readonly digits: string }>> = {
  yyyy: { part: "year", digits: "[0-9]{4}" },
  MM: { part: "month", digits: "[0-9]{2}" },
  M: { part: "month", digits: "[0-9]{1,2}" },
  dd: { part: "day", digits: "[0-9]{2}" },
  d: { part: "day", digits: "[0-9]{1,2}" },
};

/**
 * A format such as `dd.MM.yyyy`, `M/d/yyyy` or `yyyyMMdd`, or undefined for another kind: year (`yyyy`), month (`MM`, or `M` for one
 * or two digits) and day (`dd` or `d`), each once, with a point, slash, hyphen or blank between them. Only whole years and numbers
 * can be read without a guess.
 */
export function parseDateFormat(format: string): DateFormat | undefined {
  const tokens = format.match(/yyyy|MM?|dd?|[./ -]/g) ?? [];
  if (tokens.join("") !== format) return undefined;
  const parts = tokens.flatMap((token) => PARTS[token] ?? []);
  if (parts.length !== 3 || new Set(parts.map(({ part }) => part)).size !== 3) return undefined;
  // Of `dMyyyy` nobody can tell where the day ends.
  const isNumber = (token: string | undefined) => token !== undefined && token in PARTS;
  const runsOn = (position: number) => isNumber(tokens[position - 1]) || isNumber(tokens[position + 1]);
  if (tokens.some((token, position) => /^[Md]$/.test(token) && runsOn(position))) return undefined;
  const group = (part: "year" | "month" | "day") => `$${parts.findIndex((each) => each.part === part) + 1}`;
  const mayBeShort = parts.some(({ digits }) => digits === "[0-9]{1,2}");
  const zero = mayBeShort ? "0" : "";
  return {
    pattern: tokens.map((token) => (token in PARTS ? `(${PARTS[token]?.digits})` : `[${token}]`)).join(""),
    replacement: `${group("year")}-${zero}${group("month")}-${zero}${group("day")}`,
    mayBeShort,
  };
}
