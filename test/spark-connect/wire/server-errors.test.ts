import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { test } from "vitest";
import { ErrorInfoSchema } from "../../../src/spark-connect/gen/google/rpc/error_details_pb.js";
import type { FetchErrorDetailsResponseSchema } from "../../../src/spark-connect/gen/spark/connect/base_pb.js";
import { connect } from "../../../src/spark-connect/wire/connect.ts";
import {
  AnalysisException,
  ConnectionError,
  IllegalArgumentException,
  NumberFormatException,
  SparkError,
  SparkException,
} from "../../../src/spark-connect/wire/errors.ts";
import { FakeServer } from "./fake-server.ts";

type Details = MessageInitShape<typeof FetchErrorDetailsResponseSchema>;

/** What a caller sees of an error with this header, for which the server has these details. */
async function errorOf(metadata: Record<string, string>, details: Details | "unavailable"): Promise<unknown> {
  await using server = new FakeServer([], {
    config: () => {
      const info = { desc: ErrorInfoSchema, value: { metadata } };
      throw new ConnectError("[A_CLASS] the mess...", Code.Internal, undefined, [info]);
    },
    fetchErrorDetails: ({ errorId }) => {
      assert.equal(errorId, "e-1");
      if (details === "unavailable") {
        throw new ConnectError("no", Code.Unavailable);
      }
      return details;
    },
  });
  const client = connect(await server.listen(), { environment: {} });
  try {
    await client.config({ case: undefined });
  } catch (error) {
    return error;
  } finally {
    await client.close();
  }
  assert.fail("the call succeeded");
}

const analysis = ["org.apache.spark.sql.AnalysisException", "java.lang.Exception", "java.lang.Throwable"];

test("the details of an error replace its cut header, down to the last cause", async () => {
  const error = await errorOf(
    { errorId: "e-1", errorClass: "A_CLASS", sqlState: "42000", classes: JSON.stringify(analysis) },
    {
      rootErrorIdx: 1,
      errors: [
        {
          errorTypeHierarchy: ["java.lang.NumberFormatException", "java.lang.IllegalArgumentException"],
          message: "not 1",
        },
        {
          errorTypeHierarchy: analysis,
          message: "[A_CLASS] the message in full",
          causeIdx: 0,
          sparkThrowable: {
            errorClass: "A_CLASS",
            sqlState: "42000",
            messageParameters: { name: "x" },
            queryContexts: [{ contextType: 1, fragment: "col", callSite: "job.ts:3", summary: "here" }],
          },
          stackTrace: [{ declaringClass: "a.B", methodName: "c", fileName: "B.scala", lineNumber: 7 }],
        },
      ],
    },
  );
  assert.ok(error instanceof AnalysisException);
  assert.equal(error.message, "[A_CLASS] the message in full");
  assert.deepEqual(
    [error.code, error.errorClass, error.sqlState, error.messageParameters, error.grpcStatus, error.javaClasses],
    ["A_CLASS", "A_CLASS", "42000", { name: "x" }, "INTERNAL", analysis],
  );
  assert.deepEqual(
    error.queryContexts.map(({ kind, fragment, callSite }) => [kind, fragment, callSite]),
    [["dataFrame", "col", "job.ts:3"]],
  );
  assert.equal(error.serverStackTrace, "\tat a.B.c(B.scala:7)");
  assert.doesNotMatch(inspect(error), /B\.scala/);

  const { cause } = error;
  assert.ok(cause instanceof NumberFormatException && cause instanceof IllegalArgumentException);
  assert.equal(cause.message, "[NumberFormatException] not 1");
  assert.ok(cause.cause instanceof ConnectError);
});

test("causes that go in a circle end", async () => {
  const error = await errorOf(
    { errorId: "e-1" },
    {
      rootErrorIdx: 0,
      errors: [{ errorTypeHierarchy: ["org.apache.spark.SparkException"], message: "m", causeIdx: 0 }],
    },
  );
  assert.ok(error instanceof SparkException);
  assert.ok(error.cause instanceof ConnectError);
});

for (const details of ["unavailable", {}] as const) {
  test(`without details (${JSON.stringify(details)}) an error says that it may be cut`, async () => {
    const error = await errorOf(
      { errorId: "e-1", errorClass: "A_CLASS", sqlState: "42000", classes: '["org.apache.spark.sql.AnalysisExc' },
      details,
    );
    assert.ok(error instanceof SparkError);
    assert.equal(error.name, "SparkError");
    assert.equal(error.message, "[A_CLASS] the mess... (The server keeps no more details; this message may be cut.)");
    assert.deepEqual([error.errorClass, error.sqlState, error.javaClasses], ["A_CLASS", "42000", []]);
  });
}

test("an unknown exception keeps its name", async () => {
  const error = await errorOf(
    { errorId: "e-1" },
    {
      rootErrorIdx: 0,
      errors: [{ errorTypeHierarchy: ["com.example.OddException", "java.lang.Object"], message: "odd" }],
    },
  );
  assert.ok(error instanceof SparkError);
  assert.deepEqual([error.name, error.code, error.message], ["SparkError", "OddException", "[OddException] odd"]);
});

test("a session that the server no longer has is an error of the connection", async () => {
  await using server = new FakeServer([], {
    config: () => {
      throw new ConnectError("[INVALID_HANDLE.SESSION_CHANGED] The handle is invalid", Code.Internal);
    },
  });
  const client = connect(await server.listen(), { environment: {} });
  await assert.rejects(client.config({ case: undefined }), (error) => {
    assert.ok(error instanceof ConnectionError);
    assert.equal(error.code, "SESSION_CHANGED");
    return true;
  });
  await client.close();
});
