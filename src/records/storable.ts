import type { FeedColumn, Storage } from "../feeds/index.ts";
import { type Column, Decimal, length, lit, octetLength, round } from "../spark-connect/index.ts";

/** What each character set lacks, as a regular expression. MySQL's latin1 is Windows-1252. */
const LACKED: Readonly<Record<NonNullable<Storage["characters"]>, string>> = {
  ascii: "[^\\x00-\\x7F]",
  latin1: "[^\\x00-\\x7F\\u00A0-\\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]",
  "basic-multilingual-plane": "[^\\u0000-\\uFFFF]",
};

/** Whether the table that is there holds a value; undefined if it holds whatever the contract allows. */
export function isStorable(
  { kind, maxLength = Number.POSITIVE_INFINITY, storage }: FeedColumn,
  value: Column,
): Column | undefined {
  if (storage === undefined) return undefined;
  const { maxCharacters, maxBytes, characters, largest, scale } = storage;
  const conditions: readonly (Column | undefined)[] =
    kind === "text" || kind === "flag"
      ? [
          maxCharacters === undefined || maxCharacters >= maxLength ? undefined : length(value).leq(maxCharacters),
          maxBytes === undefined ? undefined : octetLength(value).leq(maxBytes),
          characters === undefined ? undefined : value.rlike(LACKED[characters]).not(),
        ]
      : [
          largest === undefined ? undefined : value.leq(lit(Decimal.parse(largest))),
          scale === undefined ? undefined : value.eq(round(value, scale)),
        ];
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? undefined : given.reduce((all, condition) => all.and(condition));
}
