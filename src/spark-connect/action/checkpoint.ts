import type { Relation } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "../relation/new-relation.ts";
import type { SessionContext } from "../session-context.ts";
import type { StorageLevel } from "../storage-level.ts";
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
  const value = { relation, local, eager, ...(storageLevel !== undefined && { storageLevel }) };
  const execution = new PlanExecution(session, commandPlan({ case: "checkpointCommand", value }), options);
  await execution.finish();
  return { case: "cachedRemoteRelation", value: execution.checkpoint };
}

export async function removeCheckpoint(
  session: SessionContext,
  { relType }: Relation,
  options: ExecuteOptions | undefined,
): Promise<void> {
  if (relType.case !== "cachedRemoteRelation") {
    throw new TypeError("removeCheckpoint() is for the frame that checkpoint() or localCheckpoint() returned");
  }
  const value = { relation: relType.value };
  const plan = commandPlan({ case: "removeCachedRemoteRelationCommand", value });
  await new PlanExecution(session, plan, options).finish();
}
