import type { Relation } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "../relation/new-relation.ts";
import type { SessionContext } from "../session-context.ts";
import { checkedLevel, type StorageLevel } from "../storage-level.ts";
import type { ExecuteOptions } from "../wire/spark-connect-client.ts";
import { commandPlan } from "./plan.ts";
import { PlanExecution } from "./plan-execution.ts";

export interface Checkpointing {
  readonly local: boolean;
  readonly eager: boolean;
  readonly storageLevel?: StorageLevel | undefined;
}

/** Keeps the rows on the server and returns what stands for them in other plans. */
export async function checkpointOf(
  session: SessionContext,
  relation: Relation,
  { local, eager, storageLevel }: Checkpointing,
  options: ExecuteOptions | undefined,
): Promise<RelationType> {
  const value = {
    relation,
    local,
    eager,
    ...(storageLevel !== undefined && { storageLevel: checkedLevel(storageLevel) }),
  };
  const execution = new PlanExecution(session, commandPlan({ case: "checkpointCommand", value }), options);
  await execution.finish();
  const { checkpoint } = execution;
  LET_GO.register(checkpoint, { session, relationId: checkpoint.relationId }, checkpoint);
  return { case: "cachedRemoteRelation", value: checkpoint };
}

/**
 * Checkpoints that no frame of this program refers to any more: all plans that read one hold its message. Spark forgets their
 * rows as PySpark makes it do; if that fails, with the end of the session.
 */
const LET_GO = new FinalizationRegistry<Released>(({ session, relationId }) => {
  remove(session, relationId, undefined).catch(() => {});
});

interface Released {
  readonly session: SessionContext;
  readonly relationId: string;
}

export async function removeCheckpoint(
  session: SessionContext,
  { relType }: Relation,
  options: ExecuteOptions | undefined,
): Promise<void> {
  if (relType.case !== "cachedRemoteRelation") {
    throw new TypeError("removeCheckpoint() is for the frame that checkpoint() or localCheckpoint() returned");
  }
  LET_GO.unregister(relType.value);
  await remove(session, relType.value.relationId, options);
}

async function remove(session: SessionContext, relationId: string, options: ExecuteOptions | undefined): Promise<void> {
  const plan = commandPlan({ case: "removeCachedRemoteRelationCommand", value: { relation: { relationId } } });
  await new PlanExecution(session, plan, options).finish();
}
