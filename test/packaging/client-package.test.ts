import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { EmptyProject, NODES } from "./empty-project.ts";

const TSC = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");

/** Uses what a reader of the docs uses first, and needs no server. */
const TYPED = `
import { col, Decimal, SparkSession, type DataFrame, type Row, sum } from "sales-pipeline/spark-connect";
export async function totals(remote: string): Promise<readonly Row[]> {
  await using spark = SparkSession.connect(remote);
  const sales: DataFrame = spark.createDataFrame([[1, Decimal.parse("1.50")]], "id INT, price DECIMAL(10, 2)");
  return await sales.filter(col("id").gt(0)).agg(sum("price").alias("total")).collectRows();
}
`;

const program = (load: string) => `
${load}
const spark = SparkSession.connect("sc://127.0.0.1:1");
const plan = spark.createDataFrame([[1, Decimal.parse("1.50")]], "id INT, price DECIMAL(10, 2)").toPlanJson();
console.log(Object.keys(plan.root).join());
`;

const CHECKS_JOBS = `
import { checkJob, JobError } from "sales-pipeline/job";
import productJob from "./product-mart/index.ts";
import secondJob from "./second-job/index.ts";
const [mart] = productJob.marts.slice(-1);
const wrong = { ...mart, shows: mart.shows.map((shown) => ({ ...shown, by: "colour" })) };
let error;
try {
  checkJob({ ...productJob, marts: [wrong] });
} catch (thrown) {
  if (thrown instanceof JobError) error = thrown.message;
}
const marts = [productJob, secondJob].map((job) => job.marts.map(({ name }) => name));
console.log(JSON.stringify({ marts, error }));
`;

/** What another writes beside the package: jobs, in folders of their own. */
const JOBS = ["product-mart", "second-job"];

describe("the packed package, in an empty project without what only the pipeline needs,", () => {
  let project: EmptyProject;
  beforeAll(() => {
    project = new EmptyProject();
    project.write("package.json", JSON.stringify({ name: "empty", private: true }));
    project.write("typed.mts", TYPED);
    for (const name of JOBS) project.copy(`examples/${name}`, name);
    const client = "{ Decimal, SparkSession }";
    project.write("import.mjs", program(`import ${client} from "sales-pipeline/spark-connect";`));
    project.write("require.cjs", program(`const ${client} = require("sales-pipeline/spark-connect");`));
    project.write(
      "dynamic.cjs",
      `void (async () => {${program(`const ${client} = await import("sales-pipeline/spark-connect");`)}})();`,
    );
  });
  afterAll(() => project[Symbol.dispose]());

  for (const [module, moduleResolution] of [
    ["esnext", "bundler"],
    ["nodenext", "nodenext"],
  ] as const) {
    test(`has types under moduleResolution ${moduleResolution}`, () => {
      const compilerOptions = {
        module,
        moduleResolution,
        target: "es2022",
        lib: ["es2023", "esnext.disposable"],
        types: ["node"],
        strict: true,
        skipLibCheck: false,
        noEmit: true,
        allowImportingTsExtensions: true,
      };
      const config = `tsconfig.${moduleResolution}.json`;
      const files = ["typed.mts", ...JOBS.map((name) => `${name}/index.ts`)];
      project.write(config, JSON.stringify({ compilerOptions, files }));
      project.run(process.execPath, [TSC, "-p", config]);
    });
  }

  for (const node of NODES) {
    const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
    test(`runs on Node ${version}: imported, and imported from CommonJS`, () => {
      assert.match(project.run(node, ["import.mjs"]), /^common,localRelation$/m);
      assert.match(project.run(node, ["dynamic.cjs"]), /^common,localRelation$/m);
    });

    // Skipped where Node is older than `require` of ES modules.
    test.skipIf(!requiresModules(version))(`runs on Node ${version}: required`, () => {
      assert.match(project.run(node, ["require.cjs"]), /^common,localRelation$/m);
    });
  }

  test("has what jobs are written with: those of the examples load and are sound, and what is not is one clear error", () => {
    project.write("jobs.mjs", CHECKS_JOBS);
    assert.deepEqual(JSON.parse(project.run(process.execPath, ["jobs.mjs"])), {
      marts: [["customers_data_mart", "sales_team_data_mart", "product_mart"], ["car_park_months"]],
      error: "The mart product_mart: it shows products by colour, which is none of that dimension's columns.",
    });
  });

  test("holds the client's code, and none of what makes it", () => {
    const files = project.run("find", ["node_modules/sales-pipeline/", "-name", "*.ts", "-not", "-name", "*.d.ts"]);
    // Examples and the job of the product are there to be read and copied.
    const code = files.split("\n").filter((file) => !/^node_modules\/sales-pipeline\/(examples|jobs)\//.test(file));
    assert.deepEqual(code, [""]);
  });
});

/** Node requires ES modules from 20.19 and from 22.12 on. */
function requiresModules(version: string): boolean {
  const [major = 0, minor = 0] = version.slice(1).split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}
