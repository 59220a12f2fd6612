/** How files are written and what the shop wants of them: the settings, as the oracle takes them. All but `delimiter` default as README says. */
export interface Forms {
  readonly delimiter?: string;
  readonly nullValues?: readonly string[];
  readonly decimalSign?: "." | ",";
  readonly dateFormats?: readonly string[];
  readonly expect?: Readonly<Record<string, string>>;
}

export interface SaleSettings {
  readonly returns?: "reject" | "net";
  readonly totalRule?: "product" | "given" | "discount";
}

const MONEY: readonly string[] = ["price", "total_cost", "discount", "current_price", "old_price"];

/** The text of an amount with a point before its decimals, if the column holds amounts; something that is no amount for another form. */
export function pointed(column: string, text: string | null, { decimalSign = "." }: Forms): string | null {
  if (text === null || decimalSign === "." || !MONEY.includes(column)) return text;
  return text.includes(".") ? `${text} has a point` : text.replace(",", ".");
}

/** The day that the text is, yyyy-MM-dd, under the one format that takes it, or under several that agree. */
export function readDay(text: string, { dateFormats = [] }: Forms): string | null {
  const days = ["yyyy-MM-dd", ...dateFormats].map((format) => dayIn(text, format)).filter((day) => day !== null);
  return new Set(days).size === 1 ? (days[0] ?? null) : null;
}

function dayIn(text: string, format: string): string | null {
  let rest = text;
  const parts: Record<string, string> = {};
  for (const token of format.match(/y+|M+|d+|./g) ?? []) {
    const taken = /[yMd]/.test(token) ? digits(rest, token) : rest.startsWith(token) ? token : null;
    if (taken === null) return null;
    parts[token.charAt(0)] = taken.padStart(2, "0");
    rest = rest.slice(taken.length);
  }
  if (rest !== "") return null;
  const day = `${parts["y"]}-${parts["M"]}-${parts["d"]}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null;
}

/** As many digits as the token has letters; one letter stands for one or two. */
function digits(text: string, token: string): string | null {
  const most = token.length === 1 ? 2 : token.length;
  const [found = ""] = /^[0-9]*/.exec(text.slice(0, most)) ?? [];
  return found.length >= token.length ? found : null;
}
