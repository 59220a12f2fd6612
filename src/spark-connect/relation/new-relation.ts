import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { subqueriesIn } from "../expression/subquery.ts";
import { type Relation, RelationSchema } from "../gen/spark/connect/relations_pb.js";
import type { SessionContext } from "../session-context.ts";

export type RelationType = NonNullable<MessageInitShape<typeof RelationSchema>["relType"]>;

/** The relation, together with the relations that its expressions ask, if there are any. */
export function newRelation(session: SessionContext, relType: RelationType): Relation {
  const relation = numbered(session, relType);
  return withReferences(session, relation, subqueriesIn(relType));
}

export function withReferences(session: SessionContext, root: Relation, references: readonly Relation[]): Relation {
  if (references.length === 0) return root;
  return numbered(session, { case: "withRelations", value: { root, references: [...references] } });
}

function numbered(session: SessionContext, relType: RelationType): Relation {
  return create(RelationSchema, { common: { planId: session.nextPlanId() }, relType });
}
