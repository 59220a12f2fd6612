import assert from "node:assert/strict";
import { isAlive } from "../../support/child-process.ts";
import { expectMarts } from "../../support/expect-marts.ts";
import { knowDimensions } from "../../support/known-dimensions.ts";
import { counting, salesFile } from "../../support/sales-files.ts";
import { until } from "../../support/until.ts";
import { openWorld } from "../../support/world.ts";
import { BACKFILL_DAG, MONTHLY_DAG } from "../laid-out-dags.ts";
import { type AirflowCase, codesOf, connect, nextStart, TASK, untilRetried } from "../surroundings.ts";

const JANUARY = salesFile("january", [{ date: "2023-01-10", person: 1, price: 10 }]);
const FEBRUARY = salesFile("february", [{ date: "2023-02-10", person: 2, price: 20 }]);
const MARCH = salesFile("march", [{ date: "2023-03-10", person: 1, price: 30 }]);
const STRADDLING = salesFile("turn_of_the_month", [
  { date: "2023-03-31", person: 2, price: 40 },
  { date: "2023-04-01", person: 1, price: 50 },
]);
const APRIL = salesFile("april", [{ date: "2023-04-10", person: 2, price: 60 }]);
const MAY = salesFile("may", [{ date: "2023-05-01", person: 1, price: 70 }]);

/** Runs and commands that are bound to months. */
export const MONTHS: readonly AirflowCase[] = [
  {
    name: "data intervals of two past months: each run takes the files with sales in its own, and leaves what is in neither",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await knowDimensions(world);
      await world.landAll([MARCH, STRADDLING, APRIL, MAY]);
      await api.unpause(MONTHLY_DAG);
      await until("Airflow has caught up", async () => (await api.runIds(MONTHLY_DAG)).length === 2);
      const told: unknown[] = [];
      for (const runId of await api.runIds(MONTHLY_DAG)) {
        assert.equal(await api.ended(MONTHLY_DAG, runId, TASK), "success");
        assert.deepEqual(await codesOf(surroundings, runId, MONTHLY_DAG), [0]);
        told.push(await api.xcom(MONTHLY_DAG, runId, TASK));
      }
      const [march, april, may] = ["2023-03-01", "2023-04-01", "2023-05-01"].map((day) => `${day}T00:00:00.000Z`);
      assert.partialDeepStrictEqual(told, [
        {
          months: ["2023-03", "2023-04"],
          files: { processed: 2 },
          interval: { of: "sales", start: march, end: april, outside: 2, straddling: 1 },
        },
        {
          months: ["2023-04"],
          files: { processed: 1 },
          interval: { of: "sales", start: april, end: may, outside: 1, straddling: 0 },
        },
      ]);
      assert.deepEqual(await world.keys("raw/"), [MAY.key]);
      await expectMarts(world, await counting([MARCH, STRADDLING, APRIL]));
    },
  },
  {
    name: "a backfill by months that is killed in its second month: the retry goes on there, and every sale counts once",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await knowDimensions(world);
      await world.landAll([JANUARY, FEBRUARY, MARCH, APRIL]);
      const states = async (): Promise<readonly string[]> => {
        const batches = await world.rows<{ state: string }>("SELECT state FROM batches ORDER BY opened_at");
        return batches.map(({ state }) => state);
      };
      surroundings.command.newStarts();
      await api.unpause(BACKFILL_DAG);
      const runId = await api.trigger(BACKFILL_DAG);
      const { pid } = await nextStart(surroundings);
      await until("the batch of the second month is being built", async () => (await states()).length === 2);
      process.kill(pid, "SIGKILL");
      await untilRetried(surroundings, runId, BACKFILL_DAG);
      await until("the command that was killed has ended", async () => !isAlive(pid));

      assert.equal(await api.ended(BACKFILL_DAG, runId, TASK), "success");
      assert.deepEqual(await codesOf(surroundings, runId, BACKFILL_DAG), [137, 0]);
      assert.deepEqual(await states(), ["completed", "abandoned", "completed", "completed"]);
      assert.partialDeepStrictEqual(await api.xcom(BACKFILL_DAG, runId, TASK), {
        months: ["2023-02", "2023-03"],
        backfill: {
          mode: "new",
          runs: [
            { month: "2023-01", status: "nothing_to_do" },
            { month: "2023-02", status: "processed" },
            { month: "2023-03", status: "processed" },
          ],
          left: [],
        },
      });
      assert.deepEqual(await world.keys("raw/"), [APRIL.key]);
      await expectMarts(world, await counting([JANUARY, FEBRUARY, MARCH]));
    },
  },
];
