import { directShufflePartitionId } from "../expression/direct-shuffle-partition-id.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import type { Relation } from "../gen/spark/connect/relations_pb.js";
import type { RelationType } from "./new-relation.ts";

export function repartitionByNumber(input: Relation, numPartitions: number, shuffle: boolean): RelationType {
  return { case: "repartition", value: { input, numPartitions: checkPartitions(numPartitions), shuffle } };
}

/** By hash of the expressions, or by range if they are sort orders. */
export function repartitionByExpression(
  input: Relation,
  numPartitions: number | undefined,
  partitionExprs: readonly Expression[],
): RelationType {
  return {
    case: "repartitionByExpression",
    value: {
      input,
      partitionExprs: [...partitionExprs],
      ...(numPartitions !== undefined && { numPartitions: checkPartitions(numPartitions) }),
    },
  };
}

/** Each row to the partition whose number the expression gives, modulo their number. */
export function repartitionById(input: Relation, numPartitions: number, id: Expression): RelationType {
  return repartitionByExpression(input, numPartitions, [directShufflePartitionId(id)]);
}

function checkPartitions(numPartitions: number): number {
  if (Number.isInteger(numPartitions) && numPartitions > 0) return numPartitions;
  throw new RangeError(`The number of partitions must be a positive integer, not ${numPartitions}`);
}
