import { create, type JsonValue, type MessageInitShape, toJson } from "@bufbuild/protobuf";
import { type Plan, PlanSchema } from "../gen/spark/connect/base_pb.js";
import type { CommandSchema } from "../gen/spark/connect/commands_pb.js";
import type { Relation } from "../gen/spark/connect/relations_pb.js";

export type CommandType = NonNullable<MessageInitShape<typeof CommandSchema>["commandType"]>;

export function relationPlan(root: Relation): Plan {
  return create(PlanSchema, { opType: { case: "root", value: root } });
}

export function commandPlan(commandType: CommandType): Plan {
  return create(PlanSchema, { opType: { case: "command", value: { commandType } } });
}

/** The message as JSON, in protobuf's own mapping. */
export function planJson(plan: Plan): JsonValue {
  return toJson(PlanSchema, plan);
}
