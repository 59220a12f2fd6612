import { type SetOperation, SetOperation_SetOpType as SetType } from "../gen/spark/connect/relations_pb.js";
import { flow, indirect } from "./flow.ts";
import { type FrameColumn, type FrameLineage, frameOf, newColumn, sameName, unknownFrame } from "./frame-lineage.ts";

/** Where the columns of a union come from, both sides of it; those of an intersection or a difference are the left one's. */
export function setOperationOf(
  { setOpType, byName }: Pick<SetOperation, "setOpType" | "byName">,
  left: FrameLineage,
  right: FrameLineage,
): FrameLineage {
  if (left.rest.length > 0 || right.rest.length > 0)
    return unknownFrame("a union of columns that the plan does not list");
  const rows = flow.ofAll([left.rows, right.rows]);
  if (setOpType !== SetType.UNION) {
    const compared = [...left.columns, ...right.columns].map((column) => column.flow);
    return { ...left, rows: flow.ofAll([rows, flow.by(indirect("FILTER"), flow.ofAll(compared))]) };
  }
  return byName === true ? unionByName(left, right) : unionByPosition(left, right);
}

function unionByPosition(left: FrameLineage, right: FrameLineage): FrameLineage {
  if (left.columns.length !== right.columns.length) return unknownFrame("a union of different columns");
  return frameOf(
    left.columns.map((column, position) => together(column, right.columns[position])),
    flow.ofAll([left.rows, right.rows]),
  );
}

function unionByName(left: FrameLineage, right: FrameLineage): FrameLineage {
  const named = (frame: FrameLineage, name: string) => frame.columns.find((column) => sameName(column.name, name));
  const onlyRight = right.columns.filter(({ name }) => named(left, name) === undefined);
  return frameOf(
    [
      ...left.columns.map((column) => together(column, named(right, column.name))),
      ...onlyRight.map((column) => together(column)),
    ],
    flow.ofAll([left.rows, right.rows]),
  );
}

function together(column: FrameColumn, other?: FrameColumn): FrameColumn {
  return newColumn(column.name, flow.ofAll([column.flow, other?.flow ?? flow.nothing]));
}
