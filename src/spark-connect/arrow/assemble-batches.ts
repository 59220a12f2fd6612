import { create } from "@bufbuild/protobuf";
import {
  type ExecutePlanResponse,
  type ExecutePlanResponse_ArrowBatch,
  ExecutePlanResponse_ArrowBatchSchema,
} from "../gen/spark/connect/base_pb.js";
import { ConnectionError } from "../wire/connection-error.ts";

/**
 * The responses with whole batches: since Spark 4.1 the server sends a batch that is larger than a message in chunks.
 * @throws ConnectionError PROTOCOL_ERROR when a chunk or rows are missing.
 */
export async function* assembleBatches(
  responses: AsyncIterable<ExecutePlanResponse>,
): AsyncGenerator<ExecutePlanResponse, void, undefined> {
  let chunks: Uint8Array[] = [];
  let rows = 0n;

  for await (const response of responses) {
    if (response.responseType.case !== "arrowBatch") {
      yield response;
      continue;
    }
    const batch = response.responseType.value;
    const chunkCount = batch.numChunksInBatch || 1n;
    check(batch.chunkIndex ?? 0n, BigInt(chunks.length), "chunk");
    if (chunks.length === 0) {
      check(batch.startOffset ?? rows, rows, "row");
    }
    chunks.push(batch.data);
    if (BigInt(chunks.length) === chunkCount) {
      rows += batch.rowCount;
      if (chunks.length > 1) {
        response.responseType = { case: "arrowBatch", value: joined(batch, chunks) };
      }
      yield response;
      chunks = [];
    }
  }
  if (chunks.length > 0) {
    throw new ConnectionError("PROTOCOL_ERROR", "The result ended within a batch. Run the query again.");
  }
}

function joined(
  { rowCount, startOffset }: ExecutePlanResponse_ArrowBatch,
  chunks: readonly Uint8Array[],
): ExecutePlanResponse_ArrowBatch {
  return create(ExecutePlanResponse_ArrowBatchSchema, {
    rowCount,
    data: concatenate(chunks),
    ...(startOffset !== undefined && { startOffset }),
  });
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function check(actual: bigint, expected: bigint, what: "chunk" | "row"): void {
  if (actual !== expected) {
    throw new ConnectionError(
      "PROTOCOL_ERROR",
      `The result goes on with ${what} ${actual}, but ${what} ${expected} was to come. Run the query again.`,
    );
  }
}
