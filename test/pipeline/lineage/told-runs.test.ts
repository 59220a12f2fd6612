import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import type { RunStateEvent } from "../../../src/observability/index.ts";
import { DIMENSION_FILES, SALES_FILE } from "../../support/worked-example.ts";
import { openWorld } from "../../support/world.ts";

const UUID = "0190d2a4-7f3b-7c11-9f0a-0f5a2f1d3c4b";

async function events(file: string): Promise<readonly RunStateEvent[]> {
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  return lines.map((line): RunStateEvent => JSON.parse(line));
}

test("runs tell what they read and wrote, how they ended, and end those that died", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lineage-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "events.ndjson");
  await using world = await openWorld();
  const { mysql, s3, lineage, spark } = world.settings;
  const settings = {
    ...world.settings,
    lineage: { ...lineage, file, namespace: "shops", parentId: `airflow/sales.run/${UUID}` },
  };
  await world.change("INSERT INTO lineage_runs (run_id, job_namespace, job_name) VALUES ('dead-run', 'shops', 'job')");
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  const { error, summary } = await world.run({ settings });
  assert.equal(error, undefined);

  const told = await events(file);
  assert.deepEqual(
    told.map(({ eventType, job }) => [eventType, job.namespace, job.name]),
    [
      ["ABORT", "shops", "job"],
      ["START", "shops", "sales-pipeline"],
      ["RUNNING", "shops", "sales-pipeline"],
      ["COMPLETE", "shops", "sales-pipeline"],
    ],
  );
  const [dead, ...own] = told;
  assert.match(String(dead?.run.facets["errorMessage"]?.["message"]), /^The run dead-run ended before/);
  assert.equal(new Set(own.map(({ run }) => run.runId)).size, 1);
  assert.deepEqual(own[0]?.run.facets["parent"]?.["run"], { runId: UUID });

  const [start, running, complete] = own;
  assert.deepEqual([start?.inputs, start?.outputs], [[], []]);
  const [bucket, database] = [`s3://${s3.bucket}`, `mysql://${mysql.host}:${mysql.port}`];
  const feeds = ["customers", "products", "sales", "sales_team", "stores"].map((feed) => `${bucket} raw/${feed}`);
  assert.deepEqual(names(running?.inputs), feeds);
  const tables = (...of: readonly string[]) => of.map((table) => `${database} ${mysql.database}.${table}`);
  assert.deepEqual(names(complete?.inputs), [...tables("customer", "sales_team"), ...feeds]);
  assert.deepEqual(names(complete?.outputs), [
    ...tables("customer", "customers_data_mart", "product", "sales_team", "sales_team_data_mart", "store"),
    `${bucket} processed/sales`,
    `${bucket} processed/sales_team_data_mart`,
  ]);
  const sales = complete?.inputs.find(({ name }) => name === "raw/sales");
  assert.equal(sales?.inputFacets["inputStatistics"]?.["rowCount"], summary.rows.read);
  const mart = complete?.outputs.find(({ name }) => name === `${mysql.database}.sales_team_data_mart`);
  assert.ok(JSON.stringify(mart?.facets["columnLineage"]).includes('"field":"total_cost"'));
  assert.match(String(complete?.run.facets["processing_engine"]?.["version"]), /^4\./);
  assert.deepEqual(await world.rows("SELECT run_id FROM lineage_runs"), []);

  // A run that fails says so, and an address where nobody answers changes nothing of it.
  await world.land("raw/sales/sales_data_again.csv", SALES_FILE.text.replace(/\n[^\n]*\n?$/, "\n"));
  const unreachable = { ...spark, remote: "sc://127.0.0.1:1", connectTimeoutMs: 1 };
  const failed = await world.run({ settings: { ...settings, spark: unreachable } });
  assert.notEqual(failed.error, undefined);
  const last = (await events(file)).at(-1);
  assert.equal(last?.eventType, "FAIL");
  assert.equal(last.run.facets["errorMessage"]?.["message"], failed.summary.error);
  assert.deepEqual(await world.rows("SELECT run_id FROM lineage_runs"), []);
});

function names(datasets: readonly { readonly namespace: string; readonly name: string }[] = []): readonly string[] {
  return datasets.map(({ namespace, name }) => `${namespace} ${name}`).toSorted();
}
