// src/ is the engine over declarations: it names no mart, feed or dimension of the job, nor a column or rule of one.
//   node tools/engine-names/main.ts
import { globSync, readFileSync } from "node:fs";
import { salesJob } from "../../jobs/sales/index.ts";
import { findNames } from "./find-names.ts";
import { namesOfJob } from "./names-of-job.ts";

/** What is sales as such, the engine's word for facts; and words that are not the job's alone. */
const OF_THE_ENGINE = ["sales", "sales_month", "total_sales", "address", "id", "name"];

/** A store of objects. */
const OBJECT_STORE = "src/lake/lake-error.ts";

/** The client knows nothing of the pipeline. Migrations that were released say what tables were called then. */
const LEFT_OUT = /^src\/(spark-connect\/|warehouse\/migrations\/00[1-9]-)/;

const names = new Set([...namesOfJob(salesJob)].filter((name) => !OF_THE_ENGINE.includes(name)));
const found = globSync("src/**/*.ts")
  .filter((file) => !LEFT_OUT.test(file))
  .flatMap((file) =>
    findNames(readFileSync(file, "utf8"), names)
      .filter(({ name }) => !(file === OBJECT_STORE && name === "store"))
      .map(({ line, name }) => `${file}:${line}: ${name}`),
  );

if (found.length > 0) {
  process.stderr.write(
    `src/ names what the job declares. Take it from the declaration (src/job, src/feeds):\n${found.join("\n")}\n`,
  );
  process.exitCode = 1;
}
