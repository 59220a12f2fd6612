import type { Relation } from "./gen/spark/connect/relations_pb.js";
import type { RelationType } from "./relation/new-relation.ts";
import type { ExecuteOptions } from "./wire/spark-connect-client.ts";

/** What a group of a frame's functions needs of the frame. Given by the frame, so that the group needs not know it. */
export interface FrameFactory<Frame> {
  readonly relation: Relation;
  derive(relType: RelationType): Frame;
  /** Runs the relation and returns the only value of its only row. */
  compute(relType: RelationType, options: ExecuteOptions | undefined): Promise<unknown>;
}
