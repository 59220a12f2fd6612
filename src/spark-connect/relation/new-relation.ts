import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Relation, RelationSchema } from "../gen/spark/connect/relations_pb.js";
import type { SessionContext } from "../session-context.ts";

export type RelationType = NonNullable<MessageInitShape<typeof RelationSchema>["relType"]>;

export function newRelation(session: SessionContext, relType: RelationType): Relation {
  return create(RelationSchema, { common: { planId: session.nextPlanId() }, relType });
}
