import { Column } from "./column.ts";
import { type ColumnOrName, toExpression } from "./column-or-name.ts";
import { parseDdl } from "./ddl/parse-ddl.ts";
import { aliasOf } from "./expression/alias.ts";
import { attribute, metadataAttribute } from "./expression/attribute.ts";
import { sqlExpression } from "./expression/sql-expression.ts";
import { existsSubquery, scalarSubquery } from "./expression/subquery.ts";
import { unresolvedRegex } from "./expression/unresolved-regex.ts";
import type { Expression } from "./gen/spark/connect/expressions_pb.js";
import { Query } from "./query.ts";
import type { RelationType } from "./relation/new-relation.ts";
import { unpivotOf } from "./relation/unpivot.ts";
import type { Metadata, StructType } from "./types/data-type.ts";
import { dataTypeToProto } from "./types/to-proto.ts";

/** The columns of a frame, and frames with other columns. `Frame` is the DataFrame, which this file needs not know. */
export abstract class ColumnOperations<Frame> extends Query {
  /** A frame of the same session. */
  protected abstract derive(relType: RelationType): Frame;

  /** A column of this very frame, also when it is joined with itself. `col("x")` means any column of that name. */
  col(name: string): Column {
    return new Column(attribute(name, this.planId));
  }

  /** The columns whose names match, a Java regular expression in backticks: "`(price|cost)_.*`". */
  colRegex(pattern: string): Column {
    return new Column(unresolvedRegex(pattern, this.planId));
  }

  /** A column that the source offers beside its schema, also where a column of the same name hides it. */
  metadataColumn(name: string): Column {
    return new Column(metadataAttribute(name, this.planId));
  }

  /** The value of its only row and column, as a column of another frame. */
  scalar(): Column {
    return new Column(scalarSubquery(this));
  }

  /** Whether it has any row, as a condition of another frame. */
  exists(): Column {
    return new Column(existsSubquery(this));
  }

  select(...columns: readonly ColumnOrName[]): Frame {
    return this.#project(columns.map(toExpression));
  }

  /** Columns as SQL expressions, such as `price * quantity AS total`. */
  selectExpr(...expressions: readonly string[]): Frame {
    return this.#project(expressions.map(sqlExpression));
  }

  /** Adds a column, or replaces the one of that name. */
  withColumn(name: string, column: Column): Frame {
    return this.withColumns({ [name]: column });
  }

  /** Adds or replaces several columns. None of them sees another's new value. */
  withColumns(columns: Readonly<Record<string, Column>>): Frame {
    const aliases = Object.entries(columns).map(([name, column]) => aliasOf(column.expression, [name]));
    return this.derive({ case: "withColumns", value: { input: this.relation, aliases } });
  }

  withColumnRenamed(existing: string, renamed: string): Frame {
    return this.withColumnsRenamed({ [existing]: renamed });
  }

  /** New names by old names. Names that do not exist are ignored. */
  withColumnsRenamed(names: Readonly<Record<string, string>>): Frame {
    const renames = Object.entries(names).map(([colName, newColName]) => ({ colName, newColName }));
    return this.derive({ case: "withColumnsRenamed", value: { input: this.relation, renames } });
  }

  /** The column with this metadata, which `schema()` shows and files keep. */
  withMetadata(name: string, metadata: Metadata): Frame {
    const aliases = [aliasOf(this.col(name).expression, [name], metadata)];
    return this.derive({ case: "withColumns", value: { input: this.relation, aliases } });
  }

  /** Names that do not exist are ignored. */
  drop(...columns: readonly ColumnOrName[]): Frame {
    const columnNames = columns.filter((column) => typeof column === "string");
    const expressions = columns.filter((column) => column instanceof Column).map(toExpression);
    return this.derive({ case: "drop", value: { input: this.relation, columnNames, columns: expressions } });
  }

  /** All columns renamed, by position. */
  toDF(...columnNames: readonly string[]): Frame {
    return this.derive({ case: "toDf", value: { input: this.relation, columnNames: [...columnNames] } });
  }

  /** With the columns of a schema, matched by name: in its order, of its types, without others. */
  to(schema: string | StructType): Frame {
    const type = dataTypeToProto(typeof schema === "string" ? parseDdl(schema) : schema);
    return this.derive({ case: "toSchema", value: { input: this.relation, schema: type } });
  }

  /**
   * A row for each value column of each row: the ids, the value column's name and its value.
   *
   * @param values undefined: all columns but the ids
   */
  unpivot(
    ids: readonly ColumnOrName[],
    values: readonly ColumnOrName[] | undefined,
    variableColumnName: string,
    valueColumnName: string,
  ): Frame {
    const names = [variableColumnName, valueColumnName] as const;
    return this.derive(unpivotOf(this.relation, ids.map(toExpression), values?.map(toExpression), ...names));
  }

  /** Another name of `unpivot`. */
  melt(...args: Parameters<ColumnOperations<Frame>["unpivot"]>): Frame {
    return this.unpivot(...args);
  }

  /** Rows as columns, whose names are the values of the index column. @param indexColumn by default the first */
  transpose(indexColumn?: ColumnOrName): Frame {
    const indexColumns = indexColumn === undefined ? [] : [toExpression(indexColumn)];
    return this.derive({ case: "transpose", value: { input: this.relation, indexColumns } });
  }

  /** A name for the frame, so that its columns can be qualified: `t.id`. */
  alias(name: string): Frame {
    return this.derive({ case: "subqueryAlias", value: { input: this.relation, alias: name } });
  }

  #project(expressions: readonly Expression[]): Frame {
    return this.derive({ case: "project", value: { input: this.relation, expressions: [...expressions] } });
  }
}
