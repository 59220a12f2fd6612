import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import {
  type Aggregate,
  Aggregate_GroupType as GroupType,
  type Relation,
  type WithColumnsRenamed,
} from "../gen/spark/connect/relations_pb.js";
import { aliased, columnsOf, withColumns } from "./column-list.ts";
import { droppedFrom, namedAnew, renamed, withSchema } from "./column-names.ts";
import { flowOfExpression } from "./expression-lineage.ts";
import { type Flow, flow, type Indirect, indirect } from "./flow.ts";
import { type FrameLineage, frameOf, newColumn, unknownFrame, withPlanId } from "./frame-lineage.ts";
import { joined } from "./join-lineage.ts";
import { flowOfName } from "./resolve.ts";
import { setOperationOf } from "./set-lineage.ts";
import { lineageOfLocal, lineageOfRead } from "./source-lineage.ts";

/** Where the columns of a relation come from. A plan may hold one relation many times, and it is looked at once. */
export function lineageOfRelation(
  root: Relation,
  seen: Map<Relation, FrameLineage> = new Map<Relation, FrameLineage>(),
): FrameLineage {
  const known = seen.get(root);
  if (known !== undefined) return known;
  const lineage = withPlanId(
    lineageOf(root, (input) =>
      input === undefined ? unknownFrame("a frame is missing") : lineageOfRelation(input, seen),
    ),
    root.common?.planId,
  );
  seen.set(root, lineage);
  return lineage;
}

type InputLineage = (input: Relation | undefined) => FrameLineage;

function lineageOf({ relType: { case: kind, value } }: Relation, of: InputLineage): FrameLineage {
  switch (kind) {
    case "read":
      return lineageOfRead(value);
    case "localRelation":
      return lineageOfLocal(value);
    case "cachedLocalRelation":
    case "chunkedCachedLocalRelation":
      return lineageOfLocal({});
    case "range":
      return frameOf([newColumn("id", flow.nothing)], flow.nothing);
    // The same columns of the same rows, or of some of them by no column.
    case "limit":
    case "offset":
    case "tail":
    case "sample":
    case "hint":
    case "repartition":
    case "repartitionByExpression":
    case "collectMetrics":
    case "withWatermark":
      return of(value.input);
    case "withRelations":
      return of(value.root);
    case "project": {
      const input = value.input === undefined ? frameOf([], flow.nothing) : of(value.input);
      return { ...input, ...columnsOf(value.expressions, input) };
    }
    case "withColumns": {
      const input = of(value.input);
      return withColumns(
        input,
        value.aliases.flatMap((alias) => aliased(alias, input)),
      );
    }
    case "filter":
      return decided(of(value.input), "FILTER", [value.condition]);
    case "sort":
      return decided(
        of(value.input),
        "SORT",
        value.order.map(({ child }) => child),
      );
    case "deduplicate": {
      const input = of(value.input);
      const keys =
        value.allColumnsAsKeys === true
          ? input.columns.map(({ flow }) => flow)
          : value.columnNames.map((name) => flowOfName(input, name));
      return withRows(input, "FILTER", keys);
    }
    case "dropNa": {
      const input = of(value.input);
      const looked =
        value.cols.length > 0
          ? value.cols.map((name) => flowOfName(input, name))
          : input.columns.map(({ flow }) => flow);
      return withRows(input, "FILTER", looked);
    }
    case "aggregate":
      return aggregated(value, of(value.input));
    case "join":
      return joined(value, of(value.left), of(value.right));
    case "setOp":
      return setOperationOf(value, of(value.leftInput), of(value.rightInput));
    case "subqueryAlias": {
      const input = of(value.input);
      const named = <Item>(item: Item) => ({ ...item, qualifier: value.alias });
      return { ...input, columns: input.columns.map(named), rest: input.rest.map(named) };
    }
    case "withColumnsRenamed":
      return renamed(of(value.input), renamesOf(value));
    case "drop":
      return droppedFrom(of(value.input), value);
    case "toDf":
      return namedAnew(of(value.input), value.columnNames);
    case "toSchema":
      return withSchema(of(value.input), value.schema);
    default:
      return unknownFrame(`a relation of the kind ${kind ?? "none"} is not read`);
  }
}

function renamesOf({ renames, renameColumnsMap }: WithColumnsRenamed): readonly (readonly [string, string])[] {
  return renames.length > 0
    ? renames.map(({ colName, newColName }) => [colName, newColName])
    : Object.entries(renameColumnsMap);
}

function aggregated(
  { groupType, groupingExpressions, aggregateExpressions, groupingSets }: Aggregate,
  input: FrameLineage,
): FrameLineage {
  if (groupType === GroupType.PIVOT) return unknownFrame("the columns of a pivot are known to Spark only");
  const made = columnsOf([...groupingExpressions, ...aggregateExpressions], input);
  const grouping = [...groupingExpressions, ...groupingSets.flatMap(({ groupingSet }) => groupingSet)];
  return { ...decided(input, "GROUP_BY", grouping), ...made };
}

function decided(input: FrameLineage, as: Indirect, by: readonly (Expression | undefined)[]): FrameLineage {
  return withRows(
    input,
    as,
    by.map((expression) => flowOfExpression(expression, input)),
  );
}

/** The frame, about whose rows more decides. */
function withRows(input: FrameLineage, as: Indirect, by: readonly Flow[]): FrameLineage {
  return { ...input, rows: flow.ofAll([input.rows, flow.by(indirect(as), flow.ofAll(by))]) };
}
