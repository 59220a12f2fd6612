/** A row by position and by name; keeps columns whose names repeat. */
export class Row {
  readonly names: readonly string[];
  readonly values: readonly unknown[];

  constructor(names: readonly string[], values: readonly unknown[]) {
    this.names = names;
    this.values = values;
  }

  /**
   * The value of a column by its name, or by its position from 0.
   *
   * @throws RangeError if there is no such column, or several of that name
   */
  get(column: string | number): unknown {
    const index = typeof column === "number" ? column : this.names.indexOf(column);
    if (!(index in this.values)) {
      throw new RangeError(`The row has no column ${column}. It has: ${this.names.join(", ")}`);
    }
    if (typeof column === "string" && this.names.lastIndexOf(column) !== index) {
      throw new RangeError(`The row has several columns named ${column}. Use their positions.`);
    }
    return this.values[index];
  }

  /**
   * The values by column name. `Shape` says what the caller expects; it is not checked.
   *
   * @throws TypeError if two columns have one name
   */
  toObject<Shape extends object = RowObject>(): Shape {
    return rowObjects<Shape>(this.names)(this.values);
  }

  toJSON(): RowObject {
    return this.toObject();
  }
}

/**
 * The values of a row by column name. TINYINT, SMALLINT and INT are numbers, BIGINT is a bigint, DECIMAL a Decimal, DATE a
 * LocalDate, TIMESTAMP a Timestamp, TIMESTAMP_NTZ a LocalTimestamp, ARRAY an array, MAP a Map.
 */
export type RowObject = Readonly<Record<string, unknown>>;

/**
 * Makes objects of rows that have these columns.
 *
 * @throws TypeError if two columns have one name: an object would lose one of them
 */
export function rowObjects<Shape extends object>(names: readonly string[]): (values: readonly unknown[]) => Shape {
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  if (repeated.size > 0) {
    throw new TypeError(
      `The result has several columns named ${[...repeated].join(", ")}. ` +
        "Rename them with alias() or toDF(), or read them by position with collectRows().",
    );
  }
  // The caller states the shape of the rows, which only the server knows.
  return (values) => Object.fromEntries(names.map((name, index) => [name, values[index]])) as Shape;
}
