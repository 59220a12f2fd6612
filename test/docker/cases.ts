import assert from "node:assert/strict";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { runCli } from "../support/run-cli.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import type { Ended } from "./command.ts";
import type { Compose } from "./compose.ts";
import type { Services } from "./services.ts";

export interface Surroundings {
  readonly compose: Compose;
  readonly services: Services;
}

export interface DockerCase {
  readonly name: string;
  run(surroundings: Surroundings): Promise<void>;
}

const AS_OF = ["--as-of", "2026-01-01"];
const SERVERS = ["mysql", "s3", "spark"] as const;
const USERS = { s3: "10002", spark: "10001" } as const;
const LATE = { key: "raw/sales/sales_data_2023-05-02.csv", text: SALES_FILE.text.replaceAll(",2023-0", ",2022-0") };
const LATER = { key: "raw/sales/sales_data_2023-06-02.csv", text: SALES_FILE.text.replaceAll(",2023-0", ",2021-0") };

/** In this order: each goes on where the one before it ended. */
export const CASES: readonly DockerCase[] = [
  {
    name: "compose.yaml comes up, and every server is healthy",
    async run({ compose }) {
      compose.run("up", "--no-build", "--wait");
      for (const service of SERVERS) assert.match(compose.run("ps", service), /\(healthy\)/);
    },
  },
  {
    name: "servers run as users of their own, without a capability of the kernel",
    async run({ compose }) {
      for (const [service, uid] of Object.entries(USERS)) {
        const status = compose.run("exec", "-T", service, "cat", "/proc/1/status");
        assert.match(status, new RegExp(`^Uid:\\s+${uid}\\s`, "m"));
        assert.match(status, /^CapEff:\s+0+$/m);
      }
      assert.match(compose.run("exec", "-T", "mysql", "cat", "/proc/1/status"), /^CapEff:\s+0+$/m);
    },
  },
  {
    name: "init makes the tables, and the doctor finds nothing wrong",
    async run({ compose }) {
      succeeds(pipeline(compose, "init"));
      const doctor = pipeline(compose, "doctor");
      succeeds(doctor);
      assert.doesNotMatch(doctor.stdout, /^(FAILED|failed)/m);
    },
  },
  {
    name: "a run makes both marts and the partitions of the worked example, and says so in the status",
    async run({ compose, services }) {
      await services.landAll([...DIMENSION_FILES, SALES_FILE]);
      succeeds(pipeline(compose, "run", ...AS_OF));
      await expectWorkedExample(services);
      assert.deepEqual(await services.keys("raw/sales/"), []);
      const status = pipeline(compose, "status");
      succeeds(status);
      assert.match(status.stdout, /Processed/);
    },
  },
  {
    name: "after a restart of all servers nothing is lost, nothing is new, and a late file counts",
    async run({ compose, services }) {
      compose.run("restart");
      compose.run("up", "--no-build", "--wait");
      await expectWorkedExample(services);
      assert.equal(pipeline(compose, "run", ...AS_OF).code, 99);
      const before = await total(services);
      await services.landAll([LATE]);
      succeeds(pipeline(compose, "run", ...AS_OF));
      assert.equal(await total(services), 2 * before);
      succeeds(pipeline(compose, "verify"));
    },
  },
  {
    name: "the driver outside, on this machine, does the same on the Spark Connect server in its container",
    async run({ services }) {
      const before = await total(services);
      await services.landAll([LATER]);
      const { code, stderr } = await runCli(["run", ...AS_OF], services.outside);
      assert.equal(code, 0, stderr);
      assert.equal(await total(services), (before / 2) * 3);
      const verified = await runCli(["verify"], services.outside);
      assert.equal(verified.code, 0, verified.stderr);
    },
  },
  {
    name: "no log of a container holds a secret",
    async run({ compose, services }) {
      const logs = compose.run("logs", "--no-color");
      for (const name of ["MYSQL_PASSWORD", "SPARK_TOKEN", "AWS_SECRET_ACCESS_KEY"]) {
        assert.ok(!logs.includes(services.env[name] ?? ""), `the logs hold ${name}`);
      }
    },
  },
];

function pipeline(compose: Compose, ...args: readonly string[]): Ended {
  return compose.try("run", "--rm", "-T", "pipeline", ...args);
}

function succeeds({ code, output }: Ended): void {
  assert.equal(code, 0, output);
}

/** In cents: of three equal years. */
async function total({ rows }: Services): Promise<number> {
  const [row] = await rows("SELECT SUM(total_sales) * 100 AS cents FROM customers_data_mart");
  return Number(row?.["cents"]);
}
