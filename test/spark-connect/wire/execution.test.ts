import assert from "node:assert/strict";
import { Code } from "@connectrpc/connect";
import { test } from "vitest";
import type { ExecutePlanResponse, Plan } from "../../../src/spark-connect/gen/spark/connect/base_pb.js";
import type { ClientOptions } from "../../../src/spark-connect/wire/client-options.ts";
import { connect } from "../../../src/spark-connect/wire/connect.ts";
import { ConnectionError } from "../../../src/spark-connect/wire/connection-error.ts";
import type { ExecuteOptions, ExecutionProgress } from "../../../src/spark-connect/wire/spark-connect-client.ts";
import { FakeClock } from "./fake-clock.ts";
import {
  batch,
  complete,
  FakeServer,
  fails,
  type Response,
  type Stream,
  sends,
  sendsThenBreaks,
  sendsThenWaits,
} from "./fake-server.ts";
import { commandPlan, sqlPlan } from "./live.ts";

const query = sqlPlan("SELECT 1");
const write = commandPlan("INSERT INTO t VALUES (1)");

interface Run {
  readonly responses: readonly string[];
  readonly error: unknown;
  readonly server: FakeServer;
  readonly clock: FakeClock;
}

/** Executes the plan against a server that sends these streams. */
async function run(
  streams: readonly Stream[],
  plan: Plan = query,
  options: ExecuteOptions = {},
  onResponse: (response: ExecutePlanResponse) => "go on" | "leave" = () => "go on",
  clientOptions: ClientOptions = {},
): Promise<Run> {
  await using server = new FakeServer(streams);
  const clock = new FakeClock();
  const client = connect(await server.listen(), { clock, environment: {}, ...clientOptions });
  const responses: string[] = [];
  let error: unknown;
  try {
    for await (const response of client.execute(plan, options)) {
      responses.push(response.responseId);
      if (onResponse(response) === "leave") {
        break;
      }
    }
  } catch (caught) {
    error = caught;
  }
  await client.close();
  return { responses, error, server, clock };
}

test("a result that comes in one stream is released when it is complete", async () => {
  const { responses, error, server } = await run([sends(batch("a"), batch("b"), complete)]);
  assert.equal(error, undefined);
  assert.deepEqual(responses, ["a", "b", "end"]);
  assert.deepEqual(server.requests, ["execute"]);
  // The clock stands still: one release may go out, the next would be too soon.
  assert.deepEqual(server.controls.toSorted(), ["release all", "release session", "release until a"]);
});

test("a stream that ends before the result is complete goes on after the last response", async () => {
  const { responses, server, clock } = await run([sends(batch("a")), sends(batch("b")), sends(complete)]);
  assert.deepEqual(responses, ["a", "b", "end"]);
  assert.deepEqual(server.requests, ["execute", "reattach after a", "reattach after b"]);
  assert.deepEqual(clock.sleeps, []);
});

test("empty streams are not asked for again without a pause", async () => {
  const { responses, server, clock } = await run([sends(), sends(), sends(batch("a"), complete)]);
  assert.deepEqual(responses, ["a", "end"]);
  assert.deepEqual(server.requests, ["execute", "reattach", "reattach"]);
  assert.deepEqual(clock.sleeps, [50, 50]);
});

test("a broken connection loses and repeats no response", async () => {
  const { responses, error, server } = await run([
    sendsThenBreaks(batch("a"), batch("b")),
    sendsThenBreaks(batch("c")),
    sends(batch("d"), complete),
  ]);
  assert.equal(error, undefined);
  assert.deepEqual(responses, ["a", "b", "c", "d", "end"]);
  assert.deepEqual(server.requests, ["execute", "reattach after b", "reattach after c"]);
});

test("an unavailable server is asked again, with growing pauses", async () => {
  const unavailable = fails(Code.Unavailable, "going down");
  const { responses, server, clock } = await run([
    sends(batch("a")),
    unavailable,
    unavailable,
    unavailable,
    sends(complete),
  ]);
  assert.deepEqual(responses, ["a", "end"]);
  assert.equal(server.requests.length, 5);
  assert.deepEqual(clock.sleeps, [50, 200, 800]);
});

test("retries end when the policy allows no more", async () => {
  const busy = fails(Code.Internal, "[INVALID_CURSOR.DISCONNECTED] The cursor is invalid");
  const { error, server } = await run([sends(batch("a")), ...Array(20).fill(busy)], query, {}, undefined, {
    retry: { maxRetries: 3 },
  });
  assert.ok(error instanceof ConnectionError);
  assert.equal(error.code, "CALL_FAILED");
  assert.equal(error.grpcStatus, "INTERNAL");
  assert.equal(server.requests.length, 1 + 4);
});

test("a server that is lost is given up after half a minute, with advice", async () => {
  const { error, clock } = await run([sends(batch("a")), ...Array(20).fill(fails(Code.Unavailable, "going down"))]);
  assert.ok(error instanceof ConnectionError);
  assert.equal(error.code, "CONNECTION_FAILED");
  assert.match(
    error.message,
    /was lost, and could not be reached again within 30 s: going down\. Check whether it still/,
  );
  assert.deepEqual(clock.sleeps.slice(0, 5), [50, 200, 800, 3000, 3000]);
  assert.equal(
    clock.sleeps.slice(0, 13).reduce((sum, wait) => sum + wait),
    30_000,
  );
});

test("how long a lost server is waited for is an option", async () => {
  const streams = [sends(batch("a")), ...Array(20).fill(fails(Code.Unavailable, "going down"))];
  const { error, clock } = await run(streams, query, {}, undefined, { reconnectWithinMs: 3000 });
  assert.match(String(error), /could not be reached again within 3 s/);
  assert.deepEqual(clock.sleeps.slice(0, 4), [50, 200, 800, 1950]);
});

test("a cursor that another stream has taken is taken back", async () => {
  const { responses } = await run([
    sends(batch("a")),
    fails(Code.Internal, "[INVALID_CURSOR.DISCONNECTED] The cursor is invalid"),
    sends(complete),
  ]);
  assert.deepEqual(responses, ["a", "end"]);
});

test("a query whose request was lost is sent again", async () => {
  const { responses, server } = await run([
    sendsThenBreaks(),
    fails(Code.Internal, "[INVALID_HANDLE.OPERATION_NOT_FOUND] The handle is invalid"),
    sends(batch("a"), complete),
  ]);
  assert.deepEqual(responses, ["a", "end"]);
  assert.deepEqual(server.requests, ["execute", "reattach", "execute"]);
});

test("a write whose request may have arrived is not sent again", async () => {
  const { error, server } = await run(
    [sendsThenBreaks(), fails(Code.Internal, "[INVALID_HANDLE.OPERATION_NOT_FOUND] The handle is invalid")],
    write,
  );
  assert.ok(error instanceof ConnectionError);
  assert.equal(error.code, "OPERATION_LOST");
  assert.match(error.message, /It may have run, in part or whole: it is not sent again\./);
  assert.deepEqual(server.requests, ["execute", "reattach"]);
});

test("a write that runs on after a broken connection is reattached to", async () => {
  const { responses, server } = await run([sendsThenBreaks(), sends(batch("a"), complete)], write);
  assert.deepEqual(responses, ["a", "end"]);
  assert.deepEqual(server.requests, ["execute", "reattach"]);
});

test("an operation that is lost after its first response is an error", async () => {
  const { responses, error } = await run([
    sendsThenBreaks(batch("a")),
    fails(Code.Internal, "[INVALID_HANDLE.OPERATION_NOT_FOUND] The handle is invalid"),
  ]);
  assert.deepEqual(responses, ["a"]);
  assert.ok(error instanceof ConnectionError);
  assert.equal(error.code, "OPERATION_LOST");
});

test("a server that has restarted is an error, not a new session", async () => {
  const restarted: Stream = async function* (server) {
    server.serverSideSessionId = "second process";
    yield batch("b");
  };
  const { responses, error } = await run([sends(batch("a")), restarted]);
  assert.deepEqual(responses, ["a"]);
  assert.ok(error instanceof ConnectionError);
  assert.equal(error.code, "SESSION_CHANGED");
  assert.match(error.message, /Start a new session\.$/);
});

test("leaving the loop interrupts and releases the operation", async () => {
  const { responses, server } = await run([sendsThenWaits(batch("a"), batch("b"))], query, {}, () => "leave");
  assert.deepEqual(responses, ["a"]);
  assert.deepEqual(server.controls, ["interrupt", "release all", "release session"]);
});

test("an operation that has just begun is not interrupted before it has submitted a job", async () => {
  const planned: Response = { responseId: "s", schema: { kind: { case: "long", value: {} } } };
  const running: Response = {
    responseId: "p",
    responseType: { case: "executionProgress", value: { stages: [{ numTasks: 2n }] } },
  };
  const { responses, server } = await run(
    [sendsThenWaits(planned), sends(), sendsThenWaits(running)],
    query,
    {},
    () => "leave",
  );
  assert.deepEqual(responses, ["s"]);
  assert.deepEqual(server.requests, ["execute", "reattach after s", "reattach after s"]);
  assert.deepEqual(server.controls, ["interrupt", "release all", "release session"]);
});

test("an interrupt waits for an operation that has just begun", async () => {
  const order: string[] = [];
  const running: Response = {
    responseId: "p",
    responseType: { case: "executionProgress", value: { stages: [{ numTasks: 2n }] } },
  };
  const { promise: isInterrupting, resolve: interruptBegins } = Promise.withResolvers<void>();
  const stream: Stream = async function* () {
    yield { responseId: "s" };
    await isInterrupting;
    order.push("job submitted");
    yield running;
    await new Promise(() => {});
  };
  await using server = new FakeServer([stream], {
    interrupt: ({ sessionId }) => {
      order.push("interrupt");
      return { sessionId, interruptedIds: ["it"] };
    },
  });
  const client = connect(await server.listen(), { environment: {} });
  let interrupted: Promise<readonly string[]> | undefined;
  for await (const { responseId } of client.execute(query, { tags: ["t"] })) {
    if (responseId === "s") {
      interrupted = client.interrupt({ kind: "tag", tag: "t" });
      interruptBegins();
    } else {
      break;
    }
  }
  assert.deepEqual(await interrupted, ["it"]);
  assert.equal(order[0], "job submitted");
  await client.close();
});

test("an aborted signal interrupts and releases the operation, and is thrown", async () => {
  const controller = new AbortController();
  const { responses, error, server } = await run(
    [sendsThenWaits(batch("a"))],
    query,
    { signal: controller.signal },
    () => {
      setImmediate(() => controller.abort(new Error("enough")));
      return "go on";
    },
  );
  assert.deepEqual(responses, ["a"]);
  assert.deepEqual(error, new Error("enough"));
  assert.deepEqual(
    server.controls.filter((control) => !control.startsWith("release until")),
    ["interrupt", "release all", "release session"],
  );
});

test("a signal that is aborted beforehand sends nothing", async () => {
  const { error, server } = await run([], query, { signal: AbortSignal.abort(new Error("enough")) });
  assert.deepEqual(error, new Error("enough"));
  assert.deepEqual(server.requests, []);
  assert.deepEqual(server.controls, []);
});

test("progress is reported, and yielded too, and the end once more", async () => {
  const stages = [{ stageId: 3n, numTasks: 8n, numCompletedTasks: 5n, inputBytesRead: 1000n, done: false }];
  const reports: ExecutionProgress[] = [];
  const { responses } = await run(
    [
      sends(
        { responseId: "p", responseType: { case: "executionProgress", value: { stages, numInflightTasks: 2n } } },
        complete,
      ),
    ],
    query,
    { operationId: "0b7c3b7e-5f3c-4b6e-9d0a-1c2d3e4f5a6b", onProgress: (progress) => reports.push(progress) },
  );
  assert.deepEqual(responses, ["p", "end"]);
  assert.deepEqual(reports, [
    {
      operationId: "0b7c3b7e-5f3c-4b6e-9d0a-1c2d3e4f5a6b",
      inflightTasks: 2,
      stages: [{ stageId: 3n, tasks: 8, completedTasks: 5, inputBytesRead: 1000n, done: false }],
      done: false,
    },
    {
      operationId: "0b7c3b7e-5f3c-4b6e-9d0a-1c2d3e4f5a6b",
      inflightTasks: 0,
      stages: [{ stageId: 3n, tasks: 8, completedTasks: 5, inputBytesRead: 1000n, done: false }],
      done: true,
    },
  ]);
});

test("chunks are joined to one batch", async () => {
  const chunk = (index: bigint, bytes: number[]) => ({
    responseId: `chunk ${index}`,
    responseType: {
      case: "arrowBatch",
      value: { rowCount: 7n, startOffset: 0n, chunkIndex: index, numChunksInBatch: 3n, data: Uint8Array.from(bytes) },
    } as const,
  });
  const batches: unknown[] = [];
  const { responses } = await run(
    [sends(chunk(0n, [1, 2]), chunk(1n, [3])), sends(chunk(2n, [4]), complete)],
    query,
    {},
    ({ responseType }) => {
      if (responseType.case === "arrowBatch") {
        batches.push([responseType.value.rowCount, [...responseType.value.data]]);
      }
      return "go on";
    },
  );
  assert.deepEqual(responses, ["chunk 2", "end"]);
  assert.deepEqual(batches, [[7n, [1, 2, 3, 4]]]);
});

test("rows that are missing from the result are an error", async () => {
  const late = {
    responseId: "b",
    responseType: { case: "arrowBatch", value: { rowCount: 1n, startOffset: 5n } },
  } as const;
  const { error } = await run([sends(batch("a"), late, complete)]);
  assert.ok(error instanceof ConnectionError);
  assert.equal(
    error.message,
    "[PROTOCOL_ERROR] The result goes on with row 5, but row 1 was to come. Run the query again.",
  );
});

test("tags that Spark cannot keep are refused before anything is sent", async () => {
  const { error, server } = await run([], query, { tags: ["a,b"] });
  assert.deepEqual(
    error,
    new TypeError('The operation tag "a,b" is empty or contains a comma, which Spark does not allow'),
  );
  assert.deepEqual(server.requests, []);
});
