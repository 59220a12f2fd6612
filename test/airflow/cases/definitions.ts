import assert from "node:assert/strict";
import { until } from "../../support/until.ts";
import { laidOutDagIds } from "../laid-out-dags.ts";
import type { AirflowCase } from "../surroundings.ts";

/** To be run first: the others need the DAGs. */
export const DEFINITIONS: readonly AirflowCase[] = [
  {
    name: "every example is read without an error",
    async run({ airflow: { api } }) {
      const expected = laidOutDagIds();
      await until("all DAGs are known, or one could not be read", async () => {
        assert.deepEqual(await api.importErrors(), []);
        const known = await api.dagIds();
        return expected.every((dagId) => known.includes(dagId));
      });
    },
  },
];
