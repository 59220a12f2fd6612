/** Types of columns, compared by what they hold. Both sides may be as the server writes them (`int(11)`) or as we do (`INT`). */

interface ColumnType {
  readonly base: string;
  readonly arguments: readonly number[];
  readonly isUnsigned: boolean;
}

const SYNONYMS: Readonly<Record<string, string>> = {
  integer: "int",
  bool: "tinyint",
  boolean: "tinyint",
  numeric: "decimal",
  dec: "decimal",
  // MariaDB keeps JSON as a text that it checks.
  json: "longtext",
};

const INTEGERS = ["tinyint", "smallint", "mediumint", "int", "bigint"];

/** In bytes. */
const TEXT_BYTES: Readonly<Record<string, number>> = {
  tinytext: 255,
  text: 65_535,
  mediumtext: 16_777_215,
  longtext: 4_294_967_295,
};

const MOST_BYTES_OF_A_CHARACTER = 4;

/** Whether a column of the type keeps every value of the wanted type as it is. */
export function holds(present: string, wanted: string): boolean {
  const [is, needs] = [parsed(present), parsed(wanted)];
  if (INTEGERS.includes(needs.base)) {
    return is.isUnsigned === needs.isUnsigned && INTEGERS.indexOf(is.base) >= INTEGERS.indexOf(needs.base);
  }
  const [most = 1, other = 0] = is.arguments;
  const [needed = 1, otherNeeded = 0] = needs.arguments;
  if (needs.base === "decimal") {
    return is.base === "decimal" && most - other >= needed - otherNeeded && other >= otherNeeded;
  }
  if (needs.base === "varchar" || needs.base === "char") {
    // CHAR gives no blanks back that a value ends with.
    const isCounted = is.base === "varchar" || is.base === needs.base;
    return isCounted ? most >= needed : (TEXT_BYTES[is.base] ?? 0) >= needed * MOST_BYTES_OF_A_CHARACTER;
  }
  const bytes = TEXT_BYTES[needs.base];
  if (bytes !== undefined) return (TEXT_BYTES[is.base] ?? 0) >= bytes;
  const isTime = ["timestamp", "datetime", "time"].includes(needs.base);
  if (isTime) return is.base === needs.base && (is.arguments[0] ?? 0) >= (needs.arguments[0] ?? 0);
  return is.base === needs.base;
}

function parsed(type: string): ColumnType {
  const [, name = "", list = ""] = /^\s*(\w+)\s*(?:\(([\d\s,]*)\))?/.exec(type.toLowerCase()) ?? [];
  return {
    base: SYNONYMS[name] ?? name,
    arguments: list.split(",").filter(Boolean).map(Number),
    isUnsigned: /\bunsigned\b/i.test(type),
  };
}
