/**
 * What the table of a dimension holds of a column, where that is less than the feed's contract allows: the table may be another's.
 * A value beyond it is `out_of_range`, one that it must have and that is missing is `missing`.
 */
export interface Storage {
  readonly required?: boolean;
  readonly maxCharacters?: number;
  /** In UTF-8. */
  readonly maxBytes?: number;
  /** The characters that its character set has. @default all */
  readonly characters?: "ascii" | "latin1" | "basic-multilingual-plane";
  /** The largest number, as text. */
  readonly largest?: string;
  /** Decimals of a number; further ones would be rounded away. */
  readonly scale?: number;
}
