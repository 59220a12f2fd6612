import { create } from "@bufbuild/protobuf";
import { Column } from "./column.ts";
import { alias } from "./expression/alias.ts";
import { attribute } from "./expression/attribute.ts";
import { functionCall } from "./expression/function-call.ts";
import { literal, literalExpression } from "./expression/literal.ts";
import type { Expression } from "./gen/spark/connect/expressions_pb.js";
import { Aggregate_PivotSchema } from "./gen/spark/connect/relations_pb.js";
import { type ListOrEach, listedNames, type SomeOf } from "./list-or-each.ts";
import { type NamedValues, orderedPairs } from "./named-values.ts";
import type { Grouping } from "./relation/aggregate.ts";
import type { DataType, StructType } from "./types/data-type.ts";

/** How grouped data becomes a frame again. Given by the frame, so that this file needs not know it. */
interface GroupedFrame<Frame> {
  readonly planId: bigint;
  schema(): Promise<StructType>;
  aggregate(grouping: Grouping, aggregates: readonly Expression[]): Frame;
}

export type Aggregates = readonly [Column, ...Column[]] | readonly [NamedValues<string>];

/** Rows in groups, waiting for what to compute of each group. */
export class GroupedData<Frame> {
  readonly #frame: GroupedFrame<Frame>;
  readonly #grouping: Grouping;

  constructor(frame: GroupedFrame<Frame>, grouping: Grouping) {
    this.#frame = frame;
    this.#grouping = grouping;
  }

  /** The grouping columns and one column for each aggregate: a column, or a function's name by a column's name. */
  agg(...aggregates: readonly [Column, ...Column[]]): Frame;
  agg(functionNames: NamedValues<string>): Frame;
  agg(...aggregates: Aggregates): Frame {
    return this.aggregate(aggregates);
  }

  /** `agg` of a list. */
  aggregate(aggregates: Aggregates): Frame {
    return this.#frame.aggregate(this.#grouping, aggregates.flatMap(aggregateExpressions));
  }

  /** The number of rows in each group, as `count`. */
  count(): Frame {
    return this.agg(new Column(alias(functionCall("count", [literalExpression(1)]), ["count"])));
  }

  /**
   * The sum of each of these columns in each group. Without names, of all columns of numbers: the server is asked which those
   * are, so that there is a promise then.
   */
  sum(): Promise<Frame>;
  sum(...names: SomeOf<string>): Frame;
  sum(...names: ListOrEach<string>): Frame | Promise<Frame> {
    return this.#each("sum", names);
  }

  /** The mean, in the same way. */
  avg(): Promise<Frame>;
  avg(...names: SomeOf<string>): Frame;
  avg(...names: ListOrEach<string>): Frame | Promise<Frame> {
    return this.#each("avg", names);
  }

  /** `avg` */
  mean(): Promise<Frame>;
  mean(...names: SomeOf<string>): Frame;
  mean(...names: ListOrEach<string>): Frame | Promise<Frame> {
    return this.#each("avg", names);
  }

  /** The least, in the same way. */
  min(): Promise<Frame>;
  min(...names: SomeOf<string>): Frame;
  min(...names: ListOrEach<string>): Frame | Promise<Frame> {
    return this.#each("min", names);
  }

  /** The largest, in the same way. */
  max(): Promise<Frame>;
  max(...names: SomeOf<string>): Frame;
  max(...names: ListOrEach<string>): Frame | Promise<Frame> {
    return this.#each("max", names);
  }

  /** One column for each value of `name`. Spark looks for the values itself, in a query of its own, if none are given. */
  pivot(name: string, values: readonly (string | number | boolean)[] = []): GroupedData<Frame> {
    if (this.#grouping.type !== "groupBy") {
      throw new TypeError(`pivot() follows groupBy(), not ${this.#grouping.type}()`);
    }
    const pivot = create(Aggregate_PivotSchema, {
      col: attribute(name, this.#frame.planId),
      values: values.map(literal),
    });
    return new GroupedData(this.#frame, { type: "pivot", by: this.#grouping.by, pivot });
  }

  #each(functionName: string, given: ListOrEach<string>): Frame | Promise<Frame> {
    const names = listedNames(given);
    if (names.length > 0) return this.#ofEach(functionName, names);
    return this.#frame.schema().then((schema) => this.#ofEach(functionName, numericNames(schema)));
  }

  #ofEach(functionName: string, names: readonly string[]): Frame {
    const aggregates = names.map((name) => functionCall(functionName, [attribute(name)]));
    return this.#frame.aggregate(this.#grouping, aggregates);
  }
}

function aggregateExpressions(aggregate: Column | NamedValues<string>): readonly Expression[] {
  if (aggregate instanceof Column) return [aggregate.expression];
  return orderedPairs(aggregate).map(([name, functionName]) => functionCall(functionName, [attribute(name)]));
}

/** The columns of numbers, also those that are grouped by, as PySpark takes them. */
function numericNames(schema: StructType): readonly string[] {
  return schema.fields.filter(({ dataType }) => NUMERIC.has(dataType.kind)).map(({ name }) => name);
}

const NUMERIC: ReadonlySet<DataType["kind"]> = new Set([
  "byte",
  "short",
  "integer",
  "long",
  "float",
  "double",
  "decimal",
]);
