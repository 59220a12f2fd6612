import { describeValue, isPlainObject } from "./describe-value.ts";
import { alias } from "./expression/alias.ts";
import { caseElse, caseWhen, openBranches } from "./expression/case-when.ts";
import { cast } from "./expression/cast.ts";
import { extractValue } from "./expression/extract-value.ts";
import { functionCall } from "./expression/function-call.ts";
import { type LiteralValue, literalExpression } from "./expression/literal.ts";
import { type Direction, type Nulls, sortExpression, sortOrder } from "./expression/sort-order.ts";
import { inSubquery, isSubquerySource, type SubquerySource, structFields } from "./expression/subquery.ts";
import { dropField, withField } from "./expression/update-fields.ts";
import { type WindowDefinition, windowExpression } from "./expression/window-expression.ts";
import type { Expression } from "./gen/spark/connect/expressions_pb.js";
import { listedNames, type SomeOf } from "./list-or-each.ts";
import type { DataType, Metadata } from "./types/data-type.ts";
import { refuseOperators } from "./values/refuse-operators.ts";

/** A column, or a plain value that stands for itself (a string is text here, not a column's name). */
export type ColumnOrValue = Column | LiteralValue;

/** An expression over the columns of a frame. Immutable; nothing is computed before an action runs. */
export class Column {
  /** The message that is sent. Plans share it: not to be changed. */
  readonly expression: Expression;

  constructor(expression: Expression) {
    this.expression = expression;
  }

  // Comparison: NULL on either side gives NULL, except for eqNullSafe.

  eq(other: ColumnOrValue): Column {
    return this.#operator("==", other);
  }

  ne(other: ColumnOrValue): Column {
    return this.eq(other).not();
  }

  /** SQL `<=>`: NULL equals NULL, and the result is never NULL. */
  eqNullSafe(other: ColumnOrValue): Column {
    return this.#operator("<=>", other);
  }

  lt(other: ColumnOrValue): Column {
    return this.#operator("<", other);
  }

  leq(other: ColumnOrValue): Column {
    return this.#operator("<=", other);
  }

  gt(other: ColumnOrValue): Column {
    return this.#operator(">", other);
  }

  geq(other: ColumnOrValue): Column {
    return this.#operator(">=", other);
  }

  /** Bounds included. */
  between(lower: ColumnOrValue, upper: ColumnOrValue): Column {
    return this.geq(lower).and(this.leq(upper));
  }

  /** Whether it equals one of the values, or is one of another frame's rows; of a `struct`, the fields are that row. */
  isin(frame: SubquerySource): Column;
  isin(values: readonly LiteralValue[] | ReadonlySet<LiteralValue>): Column;
  isin(...values: readonly ColumnOrValue[]): Column;
  isin(...values: readonly (ColumnOrValue | SubquerySource | ReadonlySet<LiteralValue>)[]): Column {
    const [first] = values;
    if (isSubquerySource(first)) return new Column(inSubquery(first, structFields(this.expression)));
    const list = values.length === 1 && (Array.isArray(first) || first instanceof Set) ? [...first] : values;
    return this.#operator("in", ...list);
  }

  isNull(): Column {
    return this.#operator("isNull");
  }

  isNotNull(): Column {
    return this.#operator("isNotNull");
  }

  isNaN(): Column {
    return this.#operator("isNaN");
  }

  // Logic

  and(other: ColumnOrValue): Column {
    return this.#operator("and", other);
  }

  or(other: ColumnOrValue): Column {
    return this.#operator("or", other);
  }

  not(): Column {
    return this.#operator("not");
  }

  // Arithmetic

  plus(other: ColumnOrValue): Column {
    return this.#operator("+", other);
  }

  minus(other: ColumnOrValue): Column {
    return this.#operator("-", other);
  }

  multiply(other: ColumnOrValue): Column {
    return this.#operator("*", other);
  }

  divide(other: ColumnOrValue): Column {
    return this.#operator("/", other);
  }

  mod(other: ColumnOrValue): Column {
    return this.#operator("%", other);
  }

  pow(other: ColumnOrValue): Column {
    return this.#operator("power", other);
  }

  negate(): Column {
    return this.#operator("negative");
  }

  bitwiseAnd(other: ColumnOrValue): Column {
    return this.#operator("&", other);
  }

  bitwiseOr(other: ColumnOrValue): Column {
    return this.#operator("|", other);
  }

  bitwiseXor(other: ColumnOrValue): Column {
    return this.#operator("^", other);
  }

  // Text

  /** SQL LIKE: `%` any text, `_` one character. */
  like(other: ColumnOrValue): Column {
    return this.#operator("like", other);
  }

  /** LIKE without regard to case. */
  ilike(other: ColumnOrValue): Column {
    return this.#operator("ilike", other);
  }

  /** Matches a Java regular expression somewhere in the text. */
  rlike(other: ColumnOrValue): Column {
    return this.#operator("rlike", other);
  }

  contains(other: ColumnOrValue): Column {
    return this.#operator("contains", other);
  }

  startsWith(other: ColumnOrValue): Column {
    return this.#operator("startsWith", other);
  }

  endsWith(other: ColumnOrValue): Column {
    return this.#operator("endsWith", other);
  }

  /** Positions count from 1. */
  substr(start: Column | number, length: Column | number): Column {
    return this.#operator("substr", start, length);
  }

  // Structs, arrays, maps

  getField(name: string): Column {
    return this.getItem(name);
  }

  /** An array's element, counted from 0, or a map's value for a key. */
  getItem(key: ColumnOrValue): Column {
    return new Column(extractValue(this.expression, expressionOf(key)));
  }

  withField(name: string, value: Column): Column {
    return new Column(withField(this.expression, name, columnExpression(value)));
  }

  dropFields(...names: readonly [string, ...string[]]): Column {
    return new Column(names.reduce(dropField, this.expression));
  }

  // Types and names

  /** An error at run time where a value does not fit (ANSI mode). The type is a DataType or SQL, such as `decimal(20,2)`. */
  cast(to: DataType | string): Column {
    return new Column(cast(this.expression, to));
  }

  /** NULL where a value does not fit. */
  tryCast(to: DataType | string): Column {
    return new Column(cast(this.expression, to, "try"));
  }

  /**
   * The column under another name; under several where a function makes several columns, such as `posexplode`.
   *
   * @throws TypeError for metadata of several columns
   */
  alias(name: string, options?: AliasOptions): Column;
  alias(...names: SomeOf<string>): Column;
  alias(...given: readonly AliasPart[]): Column {
    const metadata = given.find(isAliasOptions)?.metadata;
    const names = listedNames(given.filter(isNameOrNames));
    if (metadata !== undefined && names.length > 1) throw new TypeError("alias(): metadata is of one column");
    return new Column(alias(this.expression, names, metadata));
  }

  /** `alias` of several names. */
  aliases(...names: SomeOf<string>): Column {
    return this.alias(...names);
  }

  // CASE, windows, order

  /** Adds a branch to a CASE that the function `when` started. */
  when(condition: Column, value: ColumnOrValue): Column {
    const branches = openBranches(this.expression, "when");
    return new Column(caseWhen(branches, columnExpression(condition), expressionOf(value)));
  }

  /** Ends a CASE; without it the value is NULL where no condition holds. */
  otherwise(value: ColumnOrValue): Column {
    return new Column(caseElse(openBranches(this.expression, "otherwise"), expressionOf(value)));
  }

  over(window: WindowDefinition): Column {
    return new Column(windowExpression(this.expression, window));
  }

  /** Nulls first. */
  asc(): Column {
    return this.#sorted("ascending", "first");
  }

  ascNullsFirst(): Column {
    return this.#sorted("ascending", "first");
  }

  ascNullsLast(): Column {
    return this.#sorted("ascending", "last");
  }

  /** Nulls last. */
  desc(): Column {
    return this.#sorted("descending", "last");
  }

  descNullsFirst(): Column {
    return this.#sorted("descending", "first");
  }

  descNullsLast(): Column {
    return this.#sorted("descending", "last");
  }

  /** In the other frame of a lateral join or in a subquery: a column of the frame around it. Marks it for the reader only. */
  outer(): Column {
    return this;
  }

  /** A step of one's own in a chain of methods. */
  transform(step: (column: Column) => Column): Column {
    return step(this);
  }

  /** `astype`, PySpark's other name of `cast`. */
  astype(to: DataType | string): Column {
    return this.cast(to);
  }

  /** PySpark's other name of `alias`. */
  name(name: string): Column {
    return this.alias(name);
  }

  /** PySpark's spelling of `startsWith`. */
  startswith(other: ColumnOrValue): Column {
    return this.startsWith(other);
  }

  /** PySpark's spelling of `endsWith`. */
  endswith(other: ColumnOrValue): Column {
    return this.endsWith(other);
  }

  /** @throws TypeError always: JavaScript's operators know nothing of columns. */
  valueOf(): never {
    return refuseOperators("Column", "lt(), plus(), eq() and the other methods");
  }

  #operator(name: string, ...operands: readonly ColumnOrValue[]): Column {
    return new Column(functionCall(name, [this.expression, ...operands.map(expressionOf)]));
  }

  #sorted(direction: Direction, nulls: Nulls): Column {
    return new Column(sortExpression(sortOrder(this.expression, direction, nulls)));
  }
}

/** @throws TypeError for anything but a column */
export function columnExpression(column: Column): Expression {
  if (column instanceof Column) return column.expression;
  throw new TypeError(
    `Expected a column, got ${describeValue(column)}. Make one of a name with col(name), of a value with lit(value).`,
  );
}

interface AliasOptions {
  /** What `schema()` shows of the column, and files keep. */
  readonly metadata?: Metadata;
}

type AliasPart = string | readonly string[] | AliasOptions | undefined;

function isAliasOptions(part: AliasPart): part is AliasOptions {
  return isPlainObject(part);
}

function isNameOrNames(part: AliasPart): part is string | readonly string[] {
  return part !== undefined && !isAliasOptions(part);
}

/** The expression of a column, or a literal of a value. */
export function expressionOf(value: ColumnOrValue): Expression {
  return value instanceof Column ? value.expression : literalExpression(value);
}
