import assert from "node:assert/strict";
import { test } from "vitest";
import type { ExecutePlanResponse } from "../../../src/spark-connect/gen/spark/connect/base_pb.js";
import {
  AnalysisException,
  ArithmeticException,
  ParseException,
  SparkError,
} from "../../../src/spark-connect/wire/errors.ts";
import { collect, commandPlan, sqlPlan, withClient } from "./live.ts";

/** Runs for half a minute unless it is stopped. */
const slow = sqlPlan("SELECT sum(id % 7) FROM range(20000000000)");

/**
 * Whether tasks run. Spark 4.1 misses jobs that are submitted while their operation is being interrupted: they run to their
 * end, and hold the cores of the server.
 */
function hasTasks({ responseType }: ExecutePlanResponse): boolean {
  return responseType.case === "executionProgress" && responseType.value.numInflightTasks > 0n;
}

test("an analysis error carries its class, SQLSTATE, parameters and place", () =>
  withClient(async (client) => {
    await assert.rejects(collect(client, sqlPlan("SELECT * FROM no_such_table")), (error) => {
      assert.ok(error instanceof AnalysisException);
      assert.equal(error.name, "AnalysisException");
      assert.equal(error.errorClass, "TABLE_OR_VIEW_NOT_FOUND");
      assert.equal(error.sqlState, "42P01");
      // Spark 4.2 adds where it searched.
      assert.equal(error.messageParameters["relationName"], "`no_such_table`");
      assert.equal(error.grpcStatus, "INTERNAL");
      assert.match(error.message, /^\[TABLE_OR_VIEW_NOT_FOUND\] The table or view `no_such_table` cannot be found\./);
      const [context] = error.queryContexts;
      assert.deepEqual([context?.kind, context?.fragment, context?.startIndex], ["sql", "no_such_table", 14]);
      return true;
    });
  }));

test("a syntax error and an arithmetic error have classes of their own", () =>
  withClient(async (client) => {
    await assert.rejects(collect(client, sqlPlan("SELEC 1")), (error) => {
      assert.ok(error instanceof ParseException && error instanceof AnalysisException);
      assert.match(error.message, /^\[PARSE_SYNTAX_ERROR\] Syntax error at or near 'SELEC'/);
      return true;
    });
    await assert.rejects(collect(client, sqlPlan("SELECT 1 / 0")), (error) => {
      assert.ok(error instanceof ArithmeticException);
      assert.deepEqual([error.errorClass, error.sqlState], ["DIVIDE_BY_ZERO", "22012"]);
      return true;
    });
  }));

test("a long message is not cut", () =>
  withClient(async (client) => {
    await assert.rejects(collect(client, sqlPlan("SELECT raise_error(repeat('x', 100000))")), (error) => {
      assert.ok(error instanceof SparkError);
      assert.ok(error.message.includes("x".repeat(100_000)));
      return true;
    });
  }));

test("a command runs once and returns its relation", () =>
  withClient(async (client) => {
    const kinds: (string | undefined)[] = [];
    for await (const { responseType } of client.execute(
      commandPlan("CREATE TEMPORARY VIEW v AS SELECT 42 AS answer"),
    )) {
      kinds.push(responseType.case);
    }
    assert.ok(kinds.includes("sqlCommandResult"));
    assert.equal(kinds.at(-1), "resultComplete");
    assert.deepEqual((await collect(client, sqlPlan("SELECT * FROM v"))).rows, [[42]]);
  }));

test("a running operation is interrupted by its tag", () =>
  withClient(async (client) => {
    const operationId = crypto.randomUUID();
    const interrupted: (readonly string[])[] = [];
    await assert.rejects(
      async () => {
        for await (const response of client.execute(slow, { operationId, tags: ["slow"] })) {
          if (interrupted.length === 0 && hasTasks(response)) {
            interrupted.push(await client.interrupt({ kind: "tag", tag: "slow" }));
          }
        }
      },
      { name: "SparkError", errorClass: "OPERATION_CANCELED", sqlState: "HY008" },
    );
    assert.deepEqual(interrupted, [[operationId]]);
  }));

test("leaving the loop ends the server's work", () =>
  withClient(async (client) => {
    for await (const response of client.execute(slow)) {
      if (hasTasks(response)) {
        break;
      }
    }
    assert.deepEqual(await client.interrupt({ kind: "all" }), []);
  }));

test("an aborted signal ends the server's work at once", () =>
  withClient(async (client) => {
    const controller = new AbortController();
    const execution = collect(client, slow, {
      signal: controller.signal,
      onProgress: ({ inflightTasks }) => inflightTasks > 0 && controller.abort(new Error("enough")),
    });
    await assert.rejects(execution, new Error("enough"));
    assert.deepEqual(await client.interrupt({ kind: "all" }), []);
  }));

test("a result of many batches comes whole and in order", () =>
  withClient(async (client) => {
    let rows = 0n;
    const { rows: all } = await collect(
      client,
      sqlPlan("SELECT id, repeat(CAST(id % 10 AS STRING), 500) AS s FROM range(0, 100000, 1, 8)"),
    );
    for (const [id, text] of all) {
      assert.equal(id, rows);
      assert.equal(text, String(rows % 10n).repeat(500));
      rows += 1n;
    }
    assert.equal(rows, 100_000n);
  }));

test("a value that is larger than a message comes in chunks", () =>
  withClient(async (client) => {
    const { rows } = await collect(client, sqlPlan("SELECT repeat('abcdefghij', 3000000) AS s FROM range(2)"));
    assert.deepEqual(
      rows.map(([text]) => [typeof text === "string" && text.length, String(text).slice(-3)]),
      [
        [30_000_000, "hij"],
        [30_000_000, "hij"],
      ],
    );
  }));
