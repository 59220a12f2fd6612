import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import {
  CompressionCodec,
  Plan_CompressedOperation_OpType as OpType,
  type Plan,
  PlanSchema,
} from "../../gen/spark/connect/base_pb.js";
import { CommandSchema } from "../../gen/spark/connect/commands_pb.js";
import { RelationSchema } from "../../gen/spark/connect/relations_pb.js";

/**
 * The plan in compressed form; the plan itself, if it is not larger than the limit, would not become smaller, or this Node
 * is older than 22.15 and has no zstd.
 */
export async function compressPlan(plan: Plan, beyondBytes: number): Promise<Plan> {
  const operation = encoded(plan);
  const compress = zlib.zstdCompress === undefined ? undefined : promisify(zlib.zstdCompress);
  if (compress === undefined || operation === undefined || operation.bytes.length <= beyondBytes) {
    return plan;
  }
  const data = await compress(operation.bytes);
  if (data.length >= operation.bytes.length) {
    return plan;
  }
  const value = { data, opType: operation.opType, compressionCodec: CompressionCodec.ZSTD };
  return create(PlanSchema, { opType: { case: "compressedOperation", value } });
}

function encoded({ opType }: Plan): { readonly bytes: Uint8Array; readonly opType: OpType } | undefined {
  switch (opType.case) {
    case "root":
      return { bytes: toBinary(RelationSchema, opType.value), opType: OpType.RELATION };
    case "command":
      return { bytes: toBinary(CommandSchema, opType.value), opType: OpType.COMMAND };
    default:
      return undefined;
  }
}
