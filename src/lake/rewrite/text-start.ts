import type { CsvDialect } from "../../feeds/index.ts";
import { SEP_LINE_BYTES, sepLine } from "../inspect/sep-line.ts";

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** How many bytes of a CSV text tell what is before its header. */
export const TEXT_START_BYTES = BOM.length + SEP_LINE_BYTES;

export interface TextStart {
  /** Bytes before the header: a byte order mark, a line `sep=;`. */
  readonly skipped: number;
  /** The feed's, but for a delimiter that the text itself names. */
  readonly dialect: CsvDialect;
}

/** What stands before the header of a CSV text, by its first bytes. */
export function textStart(start: Buffer, dialect: CsvDialect): TextStart {
  const bom = start.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
  const sep = sepLine(start.subarray(bom), dialect.quote);
  return {
    skipped: bom + (sep?.bytes ?? 0),
    dialect: sep === undefined ? dialect : { ...dialect, delimiter: sep.delimiter },
  };
}
