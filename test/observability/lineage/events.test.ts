import assert from "node:assert/strict";
import { describe, test } from "vitest";
import {
  inputDataset,
  mysqlDataset,
  outputDataset,
  parentOf,
  runStateEvent,
  s3Dataset,
} from "../../../src/observability/index.ts";

const UUID = "0190d2a4-7f3b-7c11-9f0a-0f5a2f1d3c4b";
const NO_PARENT = { parentId: "", parentNamespace: "", parentJob: "", parentRunId: "", rootParentId: "" };

describe("the parent of a run", () => {
  test("is one text, in which the namespace may hold slashes, with the root beside it", () => {
    const parent = parentOf({
      ...NO_PARENT,
      parentId: `http://airflow/dags/sales.run/${UUID}`,
      rootParentId: `airflow/sales/${UUID}`,
    });
    assert.deepEqual(parent, {
      run: { runId: UUID },
      job: { namespace: "http://airflow/dags", name: "sales.run" },
      root: { run: { runId: UUID }, job: { namespace: "airflow", name: "sales" } },
    });
  });

  test("or three parts", () => {
    const parts = { parentNamespace: "airflow", parentJob: "sales.run", parentRunId: UUID };
    assert.deepEqual(parentOf({ ...NO_PARENT, ...parts }), {
      run: { runId: UUID },
      job: { namespace: "airflow", name: "sales.run" },
    });
  });

  for (const parentId of ["", "airflow/sales", "airflow/sales/manual__2024", "{{ macros.unknown() }}"]) {
    test(`none where the environment says ${JSON.stringify(parentId)}`, () => {
      assert.equal(parentOf({ ...NO_PARENT, parentId }), undefined);
    });
  }
});

describe("an event", () => {
  const identity = { runId: "20261128T010203Z-abcdef", job: { namespace: "shops", name: "sales-pipeline" } };
  const event = (type: "START" | "FAIL", error?: string) => runStateEvent("urn:test", identity, { type, at: 0, error });

  test("has the same UUID in each state of a run, and another for each run", () => {
    const other = runStateEvent(
      "urn:test",
      { ...identity, runId: "20261128T010203Z-abcdee" },
      { type: "START", at: 0 },
    );
    assert.equal(event("START").run.runId, event("FAIL", "no").run.runId);
    assert.notEqual(other.run.runId, event("START").run.runId);
    assert.match(event("START").run.runId, /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test("of a failure says why", () => {
    const { eventType, eventTime, run } = event("FAIL", "Spark is gone.");
    assert.deepEqual({ eventType, eventTime }, { eventType: "FAIL", eventTime: "1970-01-01T00:00:00.000Z" });
    assert.deepEqual(run.facets["errorMessage"], {
      _producer: "urn:test",
      _schemaURL: "https://openlineage.io/spec/facets/1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet",
      message: "Spark is gone.",
      programmingLanguage: "TypeScript",
    });
  });
});

describe("a dataset", () => {
  test("is named by the rules of OpenLineage", () => {
    assert.deepEqual(s3Dataset("lake", "processed/sales/"), { namespace: "s3://lake", name: "processed/sales" });
    const mysql = mysqlDataset({ host: "db", port: 3306 }, "shop", "sales_team");
    assert.deepEqual(mysql, { namespace: "mysql://db:3306", name: "shop.sales_team" });
  });

  test("that was read tells how many of its rows count, and how many have which fault", () => {
    const quality = { accepted: 8, rejected: 2, reasons: { "malformed:price": 1, total_mismatch: 2 } };
    const { inputFacets } = inputDataset("urn:test", s3Dataset("lake", "raw/sales"), { rows: 10, bytes: 99, quality });
    const { assertions } = { ...inputFacets["dataQualityAssertions"] };
    assert.deepEqual(assertions, [
      { assertion: "rows_accepted", success: false, actual: "8", expected: "10" },
      { assertion: "malformed:price", success: false, actual: "1", expected: "0", column: "price" },
      { assertion: "total_mismatch", success: false, actual: "2", expected: "0" },
    ]);
    const { rowCount, size } = { ...inputFacets["inputStatistics"] };
    assert.deepEqual({ rowCount, size }, { rowCount: 10, size: 99 });
  });

  test("that was written tells where its columns come from", () => {
    const field = { namespace: "s3://lake", name: "raw/sales", field: "price", transformations: [] };
    const lineage = { fields: { total: [field] }, rows: [] };
    const { facets } = outputDataset("urn:test", s3Dataset("lake", "processed/sales"), { lineage });
    assert.deepEqual({ ...facets["columnLineage"] }["fields"], { total: { inputFields: [field] } });
  });
});
