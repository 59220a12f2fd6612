import assert from "node:assert/strict";
import { DIMENSION_FILES, SALES_FILE } from "../../support/worked-example.ts";
import { openWorld } from "../../support/world.ts";
import { type AirflowCase, codesOf, connect, DAG, TASK } from "../surroundings.ts";

const REPORT_DAG = "sales_marts_report";

/** What starts a DAG: its schedule, or what became of the marts. To be run first, and in this order. */
export const SCHEDULES: readonly AirflowCase[] = [
  {
    name: "the schedule's own run finds no files: 99, skipped, without a retry and without events of the marts",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await api.unpause(DAG);
      const runId = await api.firstRun(DAG);
      assert.equal(await api.ended(DAG, runId, TASK), "skipped");
      assert.deepEqual(await codesOf(surroundings, runId), [99]);
      assert.deepEqual(await api.assetEvents(DAG, runId), []);
    },
  },
  {
    name: "a run that changes both marts: an event of each says which months, and starts the DAG that is scheduled on them",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await api.unpause(REPORT_DAG);
      await world.landAll([...DIMENSION_FILES, SALES_FILE]);
      const runId = await api.trigger(DAG);
      assert.equal(await api.ended(DAG, runId, TASK), "success");
      const [run] = await world.rows<{ run_id: string }>("SELECT run_id FROM batches");
      const months = ["2023-03", "2023-04"];
      const changed = async (mart: string) => (await world.rows(`SELECT 1 FROM ${mart}`)).length;
      const expected = await Promise.all(
        ["customers_data_mart", "sales_team_data_mart"].map(async (mart) => ({
          uri: `mysql://mysql.example.com:3306/sales/${mart}`,
          extra: { run_id: run?.run_id, months, changed: await changed(mart) },
        })),
      );
      const events = await api.assetEvents(DAG, runId);
      assert.deepEqual(
        events.toSorted((one, other) => (one.uri < other.uri ? -1 : 1)),
        expected,
      );

      const report = await api.firstRun(REPORT_DAG);
      assert.equal(await api.ended(REPORT_DAG, report, "report"), "success");
      const reported = expected.map(({ uri, extra }) => [uri, { months, rows: extra.changed }]);
      assert.deepEqual(await api.xcom(REPORT_DAG, report, "report"), Object.fromEntries(reported));
    },
  },
];
