import { create } from "@bufbuild/protobuf";
import { Column } from "./column.ts";
import { alias } from "./expression/alias.ts";
import { attribute } from "./expression/attribute.ts";
import { functionCall } from "./expression/function-call.ts";
import { literal, literalExpression } from "./expression/literal.ts";
import type { Expression } from "./gen/spark/connect/expressions_pb.js";
import { Aggregate_PivotSchema } from "./gen/spark/connect/relations_pb.js";
import type { Grouping } from "./relation/aggregate.ts";

/** How grouped data becomes a frame again. Given by the frame, so that this file needs not know it. */
interface GroupedFrame<Frame> {
  readonly planId: bigint;
  aggregate(grouping: Grouping, aggregates: readonly Expression[]): Frame;
}

export type Aggregates = readonly [Column, ...Column[]] | readonly [Readonly<Record<string, string>>];

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
  agg(functionNames: Readonly<Record<string, string>>): Frame;
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

  sum(...names: readonly [string, ...string[]]): Frame {
    return this.#each("sum", names);
  }

  avg(...names: readonly [string, ...string[]]): Frame {
    return this.#each("avg", names);
  }

  mean(...names: readonly [string, ...string[]]): Frame {
    return this.avg(...names);
  }

  min(...names: readonly [string, ...string[]]): Frame {
    return this.#each("min", names);
  }

  max(...names: readonly [string, ...string[]]): Frame {
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

  #each(functionName: string, names: readonly string[]): Frame {
    const aggregates = names.map((name) => functionCall(functionName, [attribute(name)]));
    return this.#frame.aggregate(this.#grouping, aggregates);
  }
}

function aggregateExpressions(aggregate: Column | Readonly<Record<string, string>>): readonly Expression[] {
  if (aggregate instanceof Column) return [aggregate.expression];
  return Object.entries(aggregate).map(([name, functionName]) => functionCall(functionName, [attribute(name)]));
}
