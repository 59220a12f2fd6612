import { type Column, col, concat, lit, raiseError, typeOf, when } from "../spark-connect/index.ts";

/** What stands before the column, its type in Spark and the declared one in the error of a value that is not exact. */
const SIGN = "not the declared type:";

const INTEGERS = "tinyint|smallint|int|bigint|decimal\\([0-9]+,0\\)";

/**
 * The column as the plan gives it; of another type than MySQL stores exactly, as declared, an error of the first row. MySQL rounds
 * and cuts such values without a word. Spark knows the type while it plans, so that this costs no row anything, and no question.
 */
export function exactly(name: string, declared: string): Column {
  const value = col(name);
  const refusal = concat(lit(`${SIGN} ${name}/`), typeOf(value), lit(`/${declared};`));
  return when(typeOf(value).rlike(`^(void|${exactTypes(declared)})$`), value)
    .otherwise(raiseError(refusal))
    .alias(name);
}

/** What is wrong with the type of a column, out of the error that `exactly` makes; undefined if it is another error. */
export function faultOfType(text: string): string | undefined {
  const [, column, found, declared] = new RegExp(`${SIGN} (\\w+)/([^/]+)/([^;]+);`).exec(text) ?? [];
  if (column === undefined) return undefined;
  return `its column ${column} is of type ${found} in Spark and of type ${declared} in MySQL, which would round or cut it. Have the plan round or cast it to ${declared}.`;
}

/** Spark's names of the types whose values MySQL's type holds as they are, or refuses. */
function exactTypes(declared: string): string {
  const type = declared.toUpperCase();
  const [, scale] = /^DECIMAL\(\d+, ?(\d+)\)$/.exec(type) ?? [];
  if (scale !== undefined) return `${INTEGERS}|decimal\\([0-9]+,(${upTo(Number(scale)).join("|")})\\)`;
  if (type === "DATE") return "date";
  if (/CHAR\(/.test(type)) return `string.*|(var)?char\\(.*|${INTEGERS}|decimal\\(.*|date`;
  return INTEGERS;
}

function upTo(most: number): readonly number[] {
  return Array.from({ length: most + 1 }, (_, number) => number);
}
