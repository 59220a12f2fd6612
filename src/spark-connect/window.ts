import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type ColumnOrName, toExpression, toSortOrder } from "./column-or-name.ts";
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

  partitionBy(...columns: readonly ColumnOrName[]): WindowSpec {
    return new WindowSpec({ ...this, partitionSpec: columns.map(toExpression) });
  }

  /** Ascending with nulls first, unless a column says otherwise. */
  orderBy(...columns: readonly ColumnOrName[]): WindowSpec {
    return new WindowSpec({ ...this, orderSpec: columns.map(toSortOrder) });
  }

  /** Bounds are numbers of rows before (negative) or after the current row, which is 0. Both are included. */
  rowsBetween(start: number, end: number): WindowSpec {
    return new WindowSpec({ ...this, frameSpec: frame(FrameType.ROW, rowBoundary(start), rowBoundary(end)) });
  }

  /** Bounds are differences in the value that the window is ordered by. Both are included. */
  rangeBetween(start: number | bigint, end: number | bigint): WindowSpec {
    return new WindowSpec({ ...this, frameSpec: frame(FrameType.RANGE, rangeBoundary(start), rangeBoundary(end)) });
  }
}

const WHOLE = new WindowSpec({ partitionSpec: [], orderSpec: [], frameSpec: undefined });

export const Window = {
  unboundedPreceding: UNBOUNDED_PRECEDING,
  unboundedFollowing: UNBOUNDED_FOLLOWING,
  currentRow: 0,

  partitionBy: (...columns: readonly ColumnOrName[]): WindowSpec => WHOLE.partitionBy(...columns),
  orderBy: (...columns: readonly ColumnOrName[]): WindowSpec => WHOLE.orderBy(...columns),
  rowsBetween: (start: number, end: number): WindowSpec => WHOLE.rowsBetween(start, end),
  rangeBetween: (start: number | bigint, end: number | bigint): WindowSpec => WHOLE.rangeBetween(start, end),
} as const;

type Boundary = MessageInitShape<typeof Expression_Window_WindowFrame_FrameBoundarySchema>;

function frame(frameType: FrameType, lower: Boundary, upper: Boundary): Expression_Window_WindowFrame {
  return create(Expression_Window_WindowFrameSchema, { frameType, lower, upper });
}

function rowBoundary(rows: number): Boundary {
  const open = openBoundary(rows);
  if (open !== undefined) return open;
  if (!Number.isInteger(rows) || Math.abs(rows) >= 2 ** 31) {
    throw new RangeError(`rowsBetween: ${rows} is not a number of rows (a 32-bit integer or Window.unbounded…)`);
  }
  return { boundary: { case: "value", value: literalExpression(rows) } };
}

function rangeBoundary(distance: number | bigint): Boundary {
  const open = openBoundary(distance);
  if (open !== undefined) return open;
  if (typeof distance === "number" && !Number.isSafeInteger(distance)) {
    throw new RangeError(`rangeBetween: ${distance} is not an integer. Use bigint for distances beyond 2^53.`);
  }
  return { boundary: { case: "value", value: literalExpression(BigInt(distance)) } };
}

function openBoundary(distance: number | bigint): Boundary | undefined {
  if (distance === UNBOUNDED_PRECEDING || distance === UNBOUNDED_FOLLOWING) {
    return { boundary: { case: "unbounded", value: true } };
  }
  return Number(distance) === 0 ? { boundary: { case: "currentRow", value: true } } : undefined;
}
