import assert from "node:assert/strict";
import { createConnection } from "mysql2/promise";
import { expectWorkedExample } from "../../support/expect-worked-example.ts";
import { until } from "../../support/until.ts";
import { DIMENSION_FILES, SALES_FILE } from "../../support/worked-example.ts";
import { adminOptions, openWorld } from "../../support/world.ts";
import { SECOND_DAG } from "../laid-out-dags.ts";
import { type AirflowCase, codesOf, connect, DAG, nextStart, TASK } from "../surroundings.ts";

export const TWO_AT_ONCE: readonly AirflowCase[] = [
  {
    name: "two runs of the DAG: the second waits in the queue, and then finds nothing left to do",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await world.landAll([...DIMENSION_FILES, SALES_FILE]);
      surroundings.command.newStarts();
      const runIds = [await api.trigger(DAG), await api.trigger(DAG)];
      const { pid } = await nextStart(surroundings);
      process.kill(pid, "SIGSTOP");
      const states = await Promise.all(runIds.map((runId) => api.runState(DAG, runId)));
      process.kill(pid, "SIGCONT");
      assert.deepEqual(states.toSorted(), ["queued", "running"]);
      const ended = await Promise.all(runIds.map((runId) => api.ended(DAG, runId, TASK)));
      assert.deepEqual(ended.toSorted(), ["skipped", "success"]);
      await expectWorkedExample(world);
    },
  },
  {
    name: "two DAGs at once: one gets 75 and is retried until the other is done, then finds nothing left to do",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await api.unpause(SECOND_DAG);
      // The schedule's own run, on a bucket without files, is not to get in the way.
      await api.ended(SECOND_DAG, await api.firstRun(SECOND_DAG), TASK);
      await world.landAll([...DIMENSION_FILES, SALES_FILE]);
      // Whichever has the lease cannot commit, and so does not end, before the other has met it; meanwhile it renews its lease.
      await using reader = await createConnection({ ...adminOptions(), database: world.settings.mysql.database });
      await reader.query("LOCK TABLES customers_data_mart READ");
      const runs = [
        { dag: DAG, runId: await api.trigger(DAG) },
        { dag: SECOND_DAG, runId: await api.trigger(SECOND_DAG) },
      ];
      await until("one of the two is to be tried again", async () => {
        const states = await Promise.all(runs.map(({ dag, runId }) => api.taskState(dag, runId, TASK)));
        return states.includes("up_for_retry");
      });
      await reader.query("UNLOCK TABLES");

      const outcomes = await Promise.all(
        runs.map(async ({ dag, runId }) => {
          const state = await api.ended(dag, runId, TASK);
          return [state, [...new Set(await codesOf(surroundings, runId, dag))]] as const;
        }),
      );
      assert.deepEqual(Object.fromEntries(outcomes), { success: [0], skipped: [75, 99] });
      await expectWorkedExample(world);
    },
  },
];
