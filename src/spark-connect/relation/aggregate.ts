import { create } from "@bufbuild/protobuf";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import {
  type Aggregate,
  type Aggregate_Pivot,
  AggregateSchema,
  Aggregate_GroupType as GroupType,
  type Relation,
} from "../gen/spark/connect/relations_pb.js";

const GROUP_TYPES = {
  groupBy: GroupType.GROUPBY,
  rollup: GroupType.ROLLUP,
  cube: GroupType.CUBE,
  pivot: GroupType.PIVOT,
  groupingSets: GroupType.GROUPING_SETS,
} as const;

export type Grouping =
  | { readonly type: "groupBy" | "rollup" | "cube"; readonly by: readonly Expression[] }
  | {
      readonly type: "groupingSets";
      readonly by: readonly Expression[];
      readonly sets: readonly (readonly Expression[])[];
    }
  | { readonly type: "pivot"; readonly by: readonly Expression[]; readonly pivot: Aggregate_Pivot };

export function aggregate(input: Relation, grouping: Grouping, aggregateExpressions: readonly Expression[]): Aggregate {
  return create(AggregateSchema, {
    input,
    groupType: GROUP_TYPES[grouping.type],
    groupingExpressions: [...grouping.by],
    aggregateExpressions: [...aggregateExpressions],
    ...(grouping.type === "pivot" && { pivot: grouping.pivot }),
    ...(grouping.type === "groupingSets" && {
      groupingSets: grouping.sets.map((set) => ({ groupingSet: [...set] })),
    }),
  });
}
