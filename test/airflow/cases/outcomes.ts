import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { ConnectionString } from "../../../src/spark-connect/wire/connection-string.ts";
import { expectWorkedExample } from "../../support/expect-worked-example.ts";
import { salesFile } from "../../support/sales-files.ts";
import { DIMENSION_FILES, EXPECTED_ROWS, SALES_FILE } from "../../support/worked-example.ts";
import { openWorld } from "../../support/world.ts";
import {
  type AirflowCase,
  codesOf,
  connect,
  connectionsOf,
  DAG,
  logOf,
  nextStart,
  TASK,
  untilRetried,
} from "../surroundings.ts";

/** What the exit codes become in Airflow. */
export const OUTCOMES: readonly AirflowCase[] = [
  {
    name: "new files: success at the first try, the XCom is the summary, and no secret is shown",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await world.landAll([...DIMENSION_FILES, SALES_FILE]);
      const runId = await api.trigger(DAG);
      assert.equal(await api.ended(DAG, runId, TASK), "success");
      assert.deepEqual(await codesOf(surroundings, runId), [0]);
      const { status, rows, months } = summaryOf(await api.xcom(DAG, runId, TASK));
      assert.deepEqual(
        { status, rows, months },
        { status: "processed", rows: EXPECTED_ROWS, months: ["2023-03", "2023-04"] },
      );
      await expectWorkedExample(world);
      for (const shown of [await api.renderedFields(DAG, runId, TASK), logOf(surroundings, runId, 1)]) {
        for (const name of ["SPARK_CONNECT_AUTHENTICATE_TOKEN", "AWS_SECRET_ACCESS_KEY", "MYSQL_PASSWORD"])
          assert.ok(!shown.includes(world.env[name] ?? "nothing was set"), name);
      }
    },
  },
  {
    name: "an unreachable server: 1, retried, and the retry succeeds; a token of any characters reaches the command as it is",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      const { spark, mysql } = connectionsOf(world);
      await api.setConnection({ ...mysql, port: 1 });
      await api.setConnection({ ...spark, password: TOKEN });
      await world.landAll([...DIMENSION_FILES, SALES_FILE]);
      surroundings.command.newStarts();
      const runId = await api.trigger(DAG);
      const start = await nextStart(surroundings);
      await untilRetried(surroundings, runId);
      const remote = ConnectionString.parse(
        start.env["SPARK_REMOTE"]?.replace(/^sc:\/\/[^:]+/, "sc://spark.example.com"),
      );
      assert.equal(remote.requestHeaders().get("authorization"), `Bearer ${TOKEN}`);
      assert.equal(remote.useTls, true);
      await connect(surroundings, world);
      assert.equal(await api.ended(DAG, runId, TASK), "success");
      const codes = await codesOf(surroundings, runId);
      assert.deepEqual([...new Set(codes)], [1, 0]);
      await expectWorkedExample(world);
    },
  },
  {
    name: "a server that stays away: 1 at all five tries, then failed, and the next run does the work",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await api.setConnection({ ...connectionsOf(world).mysql, port: 1 });
      await world.landAll([...DIMENSION_FILES, SALES_FILE]);
      const runId = await api.trigger(DAG);
      assert.equal(await api.ended(DAG, runId, TASK), "failed");
      assert.deepEqual(await codesOf(surroundings, runId), [1, 1, 1, 1, 1]);
      await connect(surroundings, world);
      assert.equal(await api.ended(DAG, await api.trigger(DAG), TASK), "success");
      await expectWorkedExample(world);
    },
  },
  {
    name: "wrong configuration: 2, failed for good at the first try",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      // Another host without TLS is refused, and none is asked.
      await api.setConnection({ ...connectionsOf(world).spark, host: "spark.example.com", password: "" });
      const runId = await api.trigger(DAG);
      assert.equal(await api.ended(DAG, runId, TASK), "failed");
      assert.deepEqual(await codesOf(surroundings, runId), [2]);
    },
  },
  {
    name: "refused files with fail_on_invalid: 3, failed for good at the first try, and what was valid counts",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      const noTotals = salesFile("no_totals", [{ date: "2023-03-03", person: 1, price: 1 }]);
      await world.landAll([
        ...DIMENSION_FILES,
        SALES_FILE,
        { ...noTotals, text: noTotals.text.replace("total_cost", "total") },
      ]);
      const runId = await api.trigger(DAG, { fail_on_invalid: true });
      assert.equal(await api.ended(DAG, runId, TASK), "failed");
      assert.deepEqual(await codesOf(surroundings, runId), [3]);
      await expectWorkedExample(world);
    },
  },
  {
    name: "a worker with an empty environment and a temporary directory of its own: the connections are enough, and nothing stays",
    async run(surroundings) {
      const { api } = surroundings.airflow;
      await using world = await openWorld();
      await connect(surroundings, world);
      await world.landAll([...DIMENSION_FILES, SALES_FILE]);
      surroundings.command.newStarts();
      const runId = await api.trigger(DAG);
      assert.equal(await api.ended(DAG, runId, TASK), "success");
      const [start, ...others] = surroundings.command.newStarts();
      assert.deepEqual(others, []);
      const names = Object.keys(start?.env ?? {}).filter(
        (name) => !/^(_?AIRFLOW|PYENV_|SALES_PIPELINE_|MYSQL_|AWS_|SPARK_REMOTE$|S3_BUCKET$)/.test(name),
      );
      assert.deepEqual(
        names.filter((name) => !OF_A_WORKER.has(name)),
        [],
      );
      assert.equal(start?.env["TMPDIR"], surroundings.temporaryFolder);
      assert.deepEqual(
        readdirSync(surroundings.temporaryFolder).filter((name) => name.startsWith("sales-pipeline")),
        [],
      );
      await expectWorkedExample(world);
    },
  },
];

/** Whatever stands for something in a connection string, in a URL, or to a shell. */
const TOKEN = `a/b;user_id=c%41+d &e=?#"'$(f)`;

/** What a worker, a shell and Python bring along: no address, no credential. */
const OF_A_WORKER: ReadonlySet<string> = new Set([
  "PATH",
  "TMPDIR",
  "PWD",
  "OLDPWD",
  "SHLVL",
  "_",
  "LC_CTYPE",
  "PYTHONPATH",
]);

function summaryOf(value: unknown): { readonly status?: unknown; readonly rows?: unknown; readonly months?: unknown } {
  assert.ok(typeof value === "object" && value !== null);
  return value;
}
