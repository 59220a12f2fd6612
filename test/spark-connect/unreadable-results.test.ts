import assert from "node:assert/strict";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { test } from "vitest";
import { encodeRows } from "../../src/spark-connect/arrow/encode.ts";
import { parseDdl } from "../../src/spark-connect/ddl/parse-ddl.ts";
import { ExecutePlanResponseSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { ResultError, SparkSession } from "../../src/spark-connect/index.ts";
import { dataTypeToProto } from "../../src/spark-connect/types/to-proto.ts";

type Response = MessageInitShape<typeof ExecutePlanResponseSchema>;

const schema = parseDdl("id INT, s STRING");
const good = encodeRows(schema, [
  [1, "a"],
  [2, "b"],
]);

/** A frame whose result is these batches. */
function frameOf(batches: readonly { readonly data: Uint8Array; readonly rowCount: bigint }[]) {
  const responses: readonly Response[] = [
    { schema: dataTypeToProto(schema) },
    ...batches.map((value) => ({ responseType: { case: "arrowBatch" as const, value } })),
  ];
  const unused = () => Promise.reject(new Error("not for this test"));
  const spark = new SparkSession({
    sessionId: "00000000-0000-4000-8000-000000000000",
    async *execute() {
      for (const response of responses) yield create(ExecutePlanResponseSchema, { operationId: "op", ...response });
    },
    analyze: unused,
    config: unused,
    interrupt: unused,
    clone: unused,
    close: () => Promise.resolve(),
  });
  return spark.range(1);
}

test("a damaged batch is an error that names it, and the rows before it are kept", async () => {
  const frame = frameOf([
    { data: good, rowCount: 2n },
    { data: good.subarray(0, -30), rowCount: 2n },
  ]);
  const seen: unknown[] = [];
  const reading = (async () => {
    for await (const row of frame.rows()) seen.push(row);
  })();
  await assert.rejects(reading, (error) => {
    assert.ok(error instanceof ResultError);
    assert.deepEqual([error.code, error.operationId, error.batch, error.firstRow], ["UNREADABLE_RESULT", "op", 1, 2]);
    assert.equal(
      error.message,
      "[UNREADABLE_RESULT] Batch 1 of operation op, from row 2 on: The Arrow data is not a whole IPC stream, in Arrow's stream format",
    );
    return error.cause instanceof TypeError;
  });
  assert.equal(seen.length, 2);
});

test("a batch that does not hold the rows that the server counted is an error", async () => {
  await assert.rejects(frameOf([{ data: good, rowCount: 3n }]).collect(), {
    name: "ResultError",
    message:
      /^\[UNREADABLE_RESULT\] Batch 0 of operation op, from row 0 on: it holds 2 rows, but the server counted 3\./,
  });
});

test("an empty batch may be without bytes", async () => {
  const frame = frameOf([
    { data: new Uint8Array(), rowCount: 0n },
    { data: good, rowCount: 2n },
  ]);
  assert.deepEqual(await frame.collect(), [
    { id: 1, s: "a" },
    { id: 2, s: "b" },
  ]);
});
