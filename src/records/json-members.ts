import {
  arrayDistinct,
  arrayJoin,
  type Column,
  concat,
  jsonObjectKeys,
  lit,
  nullif,
  regexpExtractAll,
  size,
  when,
  zipWith,
} from "../spark-connect/index.ts";

/** How deep a value may nest for its text to be found; each level lengthens the expression. */
const MOST_LEVELS = 100;

// Possessive throughout, so that Java neither backtracks nor recurses but for a level of nesting.
const STRING = String.raw`"(?:[^"\\]++|\\.)*+"`;
const NESTED = Array.from({ length: MOST_LEVELS }).reduce<string>(
  (inner) => String.raw`[\[{](?:[^"\[\]{}]++|${STRING}|${inner})*+[\]}]`,
  String.raw`[\[{][^"\[\]{}]*+[\]}]`,
);
const MEMBER = String.raw`${STRING}\s*+:\s*+(?:${STRING}|${NESTED}|[^\s,\[\]{}"]++)`;
const NEXT_MEMBER = String.raw`\G[\s,{]*+(${MEMBER})`;
const OBJECT = String.raw`^\s*+\{\s*+(?:${MEMBER}(?:\s*+,\s*+${MEMBER})*+)?\s*+\}\s*+$`;
const NULL_MEMBER = String.raw`:\s*null$`;

/** The members of an object in JSON text, in their order: their names, and as they are written. */
export interface JsonMembers {
  readonly names: Column;
  readonly texts: Column;
}

/** Of sound JSON; the names are NULL of other text. Where one nests deeper than can be followed, there are fewer texts than names. */
export function jsonMembers(json: Column): JsonMembers {
  return { names: jsonObjectKeys(json), texts: regexpExtractAll(json, lit(NEXT_MEMBER), 1) };
}

/** Whether the text is one object, nothing else, whose members have different names; what they hold may name a member twice. */
export function isObjectOf({ names, texts }: JsonMembers, json: Column): Column {
  return json
    .rlike(OBJECT)
    .and(size(names).eq(size(texts)))
    .and(size(arrayDistinct(names)).eq(size(names)));
}

/** An object of the members that have one of the names. */
export function onlyMembers({ names, texts }: JsonMembers, wanted: readonly string[]): Column {
  return objectOf(zipWith(names, texts, (name, text) => when(name.isin(...wanted), text)));
}

/** An object of the members that have none of the names and are not null, or NULL if there are none or not all are found. */
export function otherMembers({ names, texts }: JsonMembers, unwanted: readonly string[]): Column {
  const others = zipWith(names, texts, (name, text) =>
    when(
      name
        .isin(...unwanted)
        .not()
        .and(text.rlike(NULL_MEMBER).not()),
      text,
    ),
  );
  return when(size(names).eq(size(texts)), nullif(objectOf(others), lit("{}")));
}

function objectOf(texts: Column): Column {
  return concat(lit("{"), arrayJoin(texts, ","), lit("}"));
}
