import type { CsvDialect } from "../feeds/index.ts";
import {
  type Column,
  coalesce,
  isValidUtf8,
  lit,
  octetLength,
  regexpReplace,
  replace,
  when,
} from "../spark-connect/index.ts";
import { rejectedRecordFault } from "./findings.ts";

/**
 * The fault of a record in which something may be wrong with its file: text that its encoding does not have, or a quote that is open at
 * the end of the line. Of files that nobody has looked at as a whole (`staging: sample`); the driver does, where there is such a record.
 */
export const DOUBTFUL = "doubtful_content";

/** Of rows of cleaned facts and dimensions. Never NULL. */
export function isDoubtful(isRejected: Column): Column {
  return coalesce(when(isRejected, rejectedRecordFault().eq(DOUBTFUL)), lit(false));
}

/** The first of them is what decoders put where bytes stand for no character. */
const OF_NO_TEXT = ["\ufffd", "\u0000"];

/** A non-character, at which Spark loses its place in what it takes apart line by line. */
const LOSES_THE_PLACE = "\uffff";

/** Stands for what is quoted. In a text of its own it is doubtful. */
const QUOTED = "\u0003";

/** Spark ends the job at a record of more fields. A line of fewer bytes has fewer. */
const MOST_FIELDS = 20_480;

/** Whether a line may have more fields than are read: it is not to be taken apart. */
export function isOverfull(line: Column, { delimiter }: Pick<CsvDialect, "delimiter">): Column {
  const delimiters = octetLength(line).minus(octetLength(replace(line, lit(delimiter), lit(""))));
  return octetLength(line).geq(MOST_FIELDS).and(delimiters.geq(MOST_FIELDS));
}

/** Of one line, as the encoding decodes it. */
export function isDoubtfulCsv(line: Column, csv: CsvDialect): Column {
  const { delimiter, quote, encoding } = csv;
  const ofNoText = [...OF_NO_TEXT, LOSES_THE_PLACE, QUOTED].map((text) => line.contains(text));
  const controls = encoding === "ISO-8859-1" ? [line.rlike("[\\x{80}-\\x{9f}]")] : [];
  return [...ofNoText, ...controls, mayBeOpen(line, delimiter, quote), isOverfull(line, csv)].reduce((any, one) =>
    any.or(one),
  );
}

/** Of one line's bytes. */
export function isDoubtfulJson(line: Column): Column {
  return isValidUtf8(line).not().or(line.contains("\u0000"));
}

/**
 * Whether a quoted value may be open at the end of a line: some value begins with a quote, and not each pair of quotes begins a value or
 * follows another pair at once. A line in which each does is whole. Character classes alone, so that no line is too long for the matcher.
 */
function mayBeOpen(line: Column, delimiter: string, quote: string): Column {
  const [d, q] = [hex(delimiter), hex(quote)];
  const blank = `[\\x{00}-\\x{20}&&[^${d}]]`;
  const paired = regexpReplace(line, lit(`${q}[^${q}]*+${q}`), lit(QUOTED));
  const isMisplaced = paired.rlike(`[^${d}\\x{00}-\\x{20}${QUOTED}]${blank}*${QUOTED}|${QUOTED}${blank}+${QUOTED}`);
  return line
    .contains(quote)
    .and(line.rlike(`(?:^|${d})${blank}*${q}`))
    .and(paired.contains(quote).or(isMisplaced));
}

function hex(character: string): string {
  return `\\x{${character.charCodeAt(0).toString(16)}}`;
}
