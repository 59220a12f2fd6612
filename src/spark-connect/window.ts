import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type ColumnOrName, toExpressions, toSortOrder } from "./column-or-name.ts";
import { literalExpression } from "./expression/literal.ts";
import type { WindowDefinition } from "./expression/window-expression.ts";
import {
  type Expression,
  type Expression_SortOrder,
  type Expression_Window_WindowFrame,
  type Expression_Window_WindowFrame_FrameBoundarySchema,
  Expression_Window_WindowFrameSchema,
  Expression_Window_WindowFrame_FrameType as FrameType,
} from "./gen/spark/connect/expressions_pb.js";
import { type ListOrEach, listed } from "./list-or-each.ts";

const UNBOUNDED_PRECEDING = Number.NEGATIVE_INFINITY;
const UNBOUNDED_FOLLOWING = Number.POSITIVE_INFINITY;

/** Which rows a window function sees, and in which order. Immutable; start one with `Window`. */
export class WindowSpec implements WindowDefinition {
  readonly partitionSpec: readonly Expression[];
  readonly orderSpec: readonly Expression_SortOrder[];
  readonly frameSpec: Expression_Window_WindowFrame | undefined;

  constructor({ partitionSpec, orderSpec, frameSpec }: WindowDefinition) {
    this.partitionSpec = partitionSpec;
    this.orderSpec = orderSpec;
    this.frameSpec = frameSpec;
  }

  partitionBy(...columns: ListOrEach<ColumnOrName>): WindowSpec {
    return new WindowSpec({ ...this, partitionSpec: toExpressions(columns) });
  }

  /** Ascending with nulls first, unless a column says otherwise. */
  orderBy(...columns: ListOrEach<ColumnOrName>): WindowSpec {
    return new WindowSpec({ ...this, orderSpec: listed<ColumnOrName>(columns).map(toSortOrder) });
  }

  /**
   * Bounds are numbers of rows before (negative) or after the current row, which is 0. Both are included.
   *
   * @throws RangeError for what is no 32-bit integer and not unbounded
   */
  rowsBetween(start: Bound, end: Bound): WindowSpec {
    return new WindowSpec({ ...this, frameSpec: frame(FrameType.ROW, [start, end], numberOfRows) });
  }

  /** Bounds are differences in the value that the window is ordered by. Both are included. */
  rangeBetween(start: Bound, end: Bound): WindowSpec {
    return new WindowSpec({ ...this, frameSpec: frame(FrameType.RANGE, [start, end], difference) });
  }
}

/** What PySpark takes for unbounded: nearly the least and the largest of 64 bits, and beyond. */
const PRECEDING_THRESHOLD = -(2n ** 63n - 1n);
const FOLLOWING_THRESHOLD = 2n ** 63n - 1n;

const WHOLE = new WindowSpec({ partitionSpec: [], orderSpec: [], frameSpec: undefined });

/** Begins a window: `Window.partitionBy("a").orderBy("b")`. PySpark's `Window`. */
export const Window = {
  unboundedPreceding: UNBOUNDED_PRECEDING,
  unboundedFollowing: UNBOUNDED_FOLLOWING,
  currentRow: 0,

  partitionBy: (...columns: ListOrEach<ColumnOrName>): WindowSpec => WHOLE.partitionBy(...columns),
  orderBy: (...columns: ListOrEach<ColumnOrName>): WindowSpec => WHOLE.orderBy(...columns),
  rowsBetween: (start: Bound, end: Bound): WindowSpec => WHOLE.rowsBetween(start, end),
  rangeBetween: (start: Bound, end: Bound): WindowSpec => WHOLE.rangeBetween(start, end),
} as const;

type Boundary = MessageInitShape<typeof Expression_Window_WindowFrame_FrameBoundarySchema>;
type Bound = number | bigint;

function frame(
  frameType: FrameType,
  [start, end]: readonly [start: Bound, end: Bound],
  value: (bound: Bound) => Expression,
): Expression_Window_WindowFrame {
  const lower = boundary(start, start <= PRECEDING_THRESHOLD, value);
  const upper = boundary(end, end >= FOLLOWING_THRESHOLD, value);
  return create(Expression_Window_WindowFrameSchema, { frameType, lower, upper });
}

function boundary(bound: Bound, isUnbounded: boolean, value: (bound: Bound) => Expression): Boundary {
  if (isUnbounded) return { boundary: { case: "unbounded", value: true } };
  if (Number(bound) === 0) return { boundary: { case: "currentRow", value: true } };
  return { boundary: { case: "value", value: value(bound) } };
}

function numberOfRows(bound: Bound): Expression {
  const rows = Number(bound);
  if (Number.isInteger(rows) && rows >= -(2 ** 31) && rows < 2 ** 31) return literalExpression(rows);
  throw new RangeError(
    `rowsBetween: ${bound} is not a number of rows (a 32-bit integer, or Window.unboundedPreceding as the start or ` +
      "Window.unboundedFollowing as the end)",
  );
}

function difference(bound: Bound): Expression {
  if (typeof bound === "bigint" || Number.isSafeInteger(bound)) return literalExpression(BigInt(bound));
  throw new RangeError(
    `rangeBetween: ${bound} is not an integer. Use bigint for distances beyond 2^53, Window.unboundedPreceding as the ` +
      "start and Window.unboundedFollowing as the end.",
  );
}
