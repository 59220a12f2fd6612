import { type Join, Join_JoinType as JoinType } from "../gen/spark/connect/relations_pb.js";
import { without } from "./column-list.ts";
import { flowOfExpression } from "./expression-lineage.ts";
import { flow, indirect } from "./flow.ts";
import { type FrameColumn, type FrameLineage, newColumn, sameName } from "./frame-lineage.ts";
import { flowOfName, resolve } from "./resolve.ts";

/** Where the columns of a join come from: those of both sides, and what it is on decides about the rows. */
export function joined(
  { joinType, joinCondition, usingColumns }: Pick<Join, "joinType" | "joinCondition" | "usingColumns">,
  left: FrameLineage,
  right: FrameLineage,
): FrameLineage {
  const both = { columns: [...left.columns, ...right.columns], rest: [...left.rest, ...right.rest] };
  const condition =
    joinCondition === undefined
      ? usingColumns.flatMap((name) => [flowOfName(left, name), flowOfName(right, name)])
      : [flowOfExpression(joinCondition, { ...both, rows: flow.nothing })];
  const rows = flow.ofAll([left.rows, right.rows, flow.by(indirect("JOIN"), flow.ofAll(condition))]);
  if (joinType === JoinType.LEFT_SEMI || joinType === JoinType.LEFT_ANTI) return { ...left, rows };
  return { ...(usingColumns.length > 0 ? usingOnce(usingColumns, left, right, joinType) : both), rows };
}

/** The columns that both sides have come first, and once. */
function usingOnce(
  names: readonly string[],
  left: FrameLineage,
  right: FrameLineage,
  joinType: JoinType,
): Pick<FrameLineage, "columns" | "rest"> {
  const isUsed = ({ name }: FrameColumn) => names.some((used) => sameName(used, name));
  const others = ({ columns }: FrameLineage) => columns.filter((column) => !isUsed(column));
  return {
    columns: [...names.map((name) => usedColumn(name, left, right, joinType)), ...others(left), ...others(right)],
    rest: without([...left.rest, ...right.rest], names),
  };
}

function usedColumn(name: string, left: FrameLineage, right: FrameLineage, joinType: JoinType): FrameColumn {
  if (joinType === JoinType.FULL_OUTER) {
    return newColumn(name, flow.ofAll([flowOfName(left, name), flowOfName(right, name)]));
  }
  const found = resolve(joinType === JoinType.RIGHT_OUTER ? right : left, name);
  return typeof found === "string" ? newColumn(name, flow.unknown(found)) : found;
}
