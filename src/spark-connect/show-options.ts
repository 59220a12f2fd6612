/** How the first rows are printed. */
export interface ShowOptions {
  /** @default 20 */
  readonly numRows?: number | undefined;
  /** Whether long values are cut, or the number of characters that stay; 0 and false keep them whole. @default 20 */
  readonly truncate?: number | boolean | undefined;
  /** One line for each value instead of for each row. @default false */
  readonly vertical?: boolean | undefined;
}

/** The fields of the protocol's relation. */
export function shownRows({ numRows = 20, truncate = true, vertical = false }: ShowOptions) {
  return { numRows, truncate: typeof truncate === "number" ? truncate : truncate ? 20 : 0, vertical };
}
