import type { Expression_Alias as Alias, Expression } from "../gen/spark/connect/expressions_pb.js";
import { flowOfExpression } from "./expression-lineage.ts";
import { flow } from "./flow.ts";
import {
  type FrameColumn,
  type FrameLineage,
  newColumn,
  type OtherColumns,
  sameName,
  unknownFrame,
} from "./frame-lineage.ts";
import { resolve } from "./resolve.ts";

type Columns = Pick<FrameLineage, "columns" | "rest">;

/** The columns that a list of expressions makes of a frame, in their order. */
export function columnsOf(expressions: readonly Expression[], frame: FrameLineage): Columns {
  const made = expressions.map((expression) => columnsOfOne(expression, frame));
  return { columns: made.flatMap(({ columns }) => columns), rest: made.flatMap(({ rest }) => rest) };
}

function columnsOfOne(expression: Expression, frame: FrameLineage): Columns {
  const type = expression.exprType;
  switch (type.case) {
    case "unresolvedStar":
      return type.value.unparsedTarget === undefined && type.value.planId === undefined
        ? frame
        : { columns: [], rest: unknownFrame("a star of one side of a frame").rest };
    case "unresolvedRegex":
      return { columns: [], rest: unknownFrame("columns by a regular expression").rest };
    case "unresolvedAttribute": {
      const found = resolve(frame, type.value.unparsedIdentifier, type.value.planId);
      // Named by its last part, it can still be looked up below.
      const name = type.value.unparsedIdentifier;
      return { columns: [typeof found === "string" ? newColumn(name, flow.unknown(found)) : found], rest: [] };
    }
    case "alias":
      return { columns: aliased(type.value, frame), rest: [] };
    default:
      return { columns: [newColumn("", flowOfExpression(expression, frame))], rest: [] };
  }
}

/** Functions that make several columns of one value have an alias for each. */
export function aliased({ expr, name }: Alias, frame: FrameLineage): readonly FrameColumn[] {
  const into = flowOfExpression(expr, frame);
  return name.map((one) => newColumn(one, into));
}

/** The frame with columns added, each in the place of one of its name where there is one. */
export function withColumns(frame: FrameLineage, added: readonly FrameColumn[]): FrameLineage {
  const replacement = ({ name }: FrameColumn) => added.find((column) => sameName(column.name, name));
  const isNew = ({ name }: FrameColumn) => !frame.columns.some((column) => sameName(column.name, name));
  return {
    ...frame,
    columns: [...frame.columns.map((column) => replacement(column) ?? column), ...added.filter(isNew)],
    rest: without(
      frame.rest,
      added.map(({ name }) => name),
    ),
  };
}

/** Columns that are not listed, less those of the names. */
export function without(rest: readonly OtherColumns[], names: readonly string[]): readonly OtherColumns[] {
  const lower = names.map((name) => name.toLowerCase());
  return rest.map((others) => ({ ...others, without: new Set([...others.without, ...lower]) }));
}
