import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expectWorkedExample } from "../../support/expect-worked-example.ts";
import { DIMENSION_FILES, SALES_FILE } from "../../support/worked-example.ts";
import { openWorld } from "../../support/world.ts";
import { AIRFLOW_2, installAirflow } from "../install-airflow.ts";
import { DAGS } from "../laid-out-dags.ts";
import { type AirflowCase, connectionsOf, DAG } from "../surroundings.ts";

/** Connections come from the environment here, and one process runs the DAG: what is new in Airflow 3 must not be needed. */
export const onAirflow2: AirflowCase = {
  name: `Airflow ${AIRFLOW_2.version} reads every example without an error, and \`airflow dags test\` runs the pipeline`,
  async run({ command, temporaryFolder }) {
    const commands = installAirflow(AIRFLOW_2);
    const home = mkdtempSync(join(tmpdir(), "airflow-2-"));
    await using world = await openWorld();
    await world.landAll([...DIMENSION_FILES, SALES_FILE]);
    const connections = Object.values(connectionsOf(world)).map(({ connection_id, ...fields }) => [
      `AIRFLOW_CONN_${connection_id.toUpperCase()}`,
      JSON.stringify(fields),
    ]);
    const env = {
      PATH: `${command.folder}:/usr/bin:/bin`,
      TMPDIR: temporaryFolder,
      AIRFLOW_HOME: home,
      AIRFLOW__CORE__DAGS_FOLDER: resolve(DAGS),
      AIRFLOW__CORE__LOAD_EXAMPLES: "False",
      PYTHONDONTWRITEBYTECODE: "1",
      ...Object.fromEntries(connections),
    };
    const airflow = (...args: readonly string[]): string => {
      const { status, stdout, stderr } = spawnSync(join(commands, "airflow"), args, { env, encoding: "utf8" });
      assert.equal(status, 0, `airflow ${args.join(" ")}\n${stdout}${stderr}`);
      return stdout + stderr;
    };
    airflow("db", "migrate");
    assert.match(airflow("dags", "list-import-errors"), /No data found/);
    const said = airflow("dags", "test", DAG);
    assert.match(said, /state=success|DagRun Finished.*success/i);
    await expectWorkedExample(world);
    rmSync(home, { recursive: true });
  },
};
