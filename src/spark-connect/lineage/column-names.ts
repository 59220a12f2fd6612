import type { Drop } from "../gen/spark/connect/relations_pb.js";
import type { DataType } from "../gen/spark/connect/types_pb.js";
import { withColumns, without } from "./column-list.ts";
import { flow, TRANSFORMATION } from "./flow.ts";
import { type FrameColumn, type FrameLineage, newColumn, sameName, unknownFrame } from "./frame-lineage.ts";
import { flowOfName, resolve } from "./resolve.ts";

/** The frame with columns named otherwise, one after the other. A name that it lacks changes nothing. */
export function renamed(frame: FrameLineage, renames: readonly (readonly [string, string])[]): FrameLineage {
  return renames.reduce((before, [from, to]) => renamedOnce(before, from, to), frame);
}

function renamedOnce(frame: FrameLineage, from: string, to: string): FrameLineage {
  if (frame.columns.some(({ name }) => sameName(name, from))) {
    const columns = frame.columns.map((column) => (sameName(column.name, from) ? newColumn(to, column.flow) : column));
    return { ...frame, columns };
  }
  if (frame.rest.length === 0) return frame;
  const moved = withColumns(frame, [newColumn(to, flowOfName(frame, quoted(from)))]);
  return { ...moved, rest: without(moved.rest, [from]) };
}

function quoted(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

export function droppedFrom(
  frame: FrameLineage,
  { columnNames, columns }: Pick<Drop, "columnNames" | "columns">,
): FrameLineage {
  const found = columns.map(({ exprType: { case: kind, value } }) =>
    kind === "unresolvedAttribute" ? resolve(frame, value.unparsedIdentifier, value.planId) : "is no name",
  );
  if (frame.rest.length > 0 && found.some((column) => typeof column === "string")) {
    return unknownFrame("which columns are dropped is not read");
  }
  const isDropped = (column: FrameColumn) =>
    found.includes(column) || columnNames.some((name) => sameName(name, column.name));
  const names = found.flatMap((column) => (typeof column === "string" ? [] : [column.name]));
  return {
    ...frame,
    columns: frame.columns.filter((column) => !isDropped(column)),
    rest: without(frame.rest, [...columnNames, ...names]),
  };
}

/** The frame with all of its columns named anew, in their order. */
export function namedAnew(frame: FrameLineage, names: readonly string[]): FrameLineage {
  if (frame.rest.length > 0 || frame.columns.length !== names.length) {
    return unknownFrame("columns that the plan does not list are named");
  }
  return {
    ...frame,
    columns: names.map((name, position) => newColumn(name, frame.columns[position]?.flow ?? flow.nothing)),
  };
}

/** The columns of a schema, found by their names and made its types. */
export function withSchema(frame: FrameLineage, schema: DataType | undefined): FrameLineage {
  if (schema?.kind.case !== "struct") return unknownFrame("a schema that is none");
  const names = schema.kind.value.fields.map(({ name }) => name);
  return {
    ...frame,
    columns: names.map((name) => newColumn(name, flow.by(TRANSFORMATION, flowOfName(frame, quoted(name))))),
    rest: [],
  };
}
