import { SparkSession } from "../../src/spark-connect/index.ts";
import { dimensionFiles } from "../pipeline/dimension-files.ts";
import { stepsOf } from "../pipeline/measure-run.ts";
import { openPlace } from "../pipeline/place.ts";
import { BUILT, runProgram } from "../pipeline/run-program.ts";
import { type Environment, inTurn, type OpenedComparison } from "./comparison.ts";

const ROWS = 1_000;
const COMPANY = { stores: ROWS, persons: ROWS, customers: ROWS };

/** The step that loads a file for each dimension, against one plain read of the same files. */
export async function smallDimensions(servers: Environment): Promise<OpenedComparison> {
  const place = await openPlace(servers, "dimensions");
  const spark = SparkSession.connect(servers["SPARK_REMOTE"]);
  const landed = async (round: number | string) => {
    const files = dimensionFiles(COMPANY, ROWS).map(({ key, text }) => ({
      key: key.replace(".csv", `_${round}.csv`),
      // Other content, so that it is no duplicate.
      text: text.replaceAll("2020-01-01", `2020-02-${String(1 + (Number(round) % 28)).padStart(2, "0")}`),
    }));
    for (const { key, text } of files) {
      await place.land(key, text);
      await place.land(`plain/${key}`, text);
    }
    return files.map(({ key }) => `s3a://${place.bucket}/plain/${key}`);
  };
  const load = async () => {
    const steps = stepsOf(await runProgram(["run"], place.env, [0], BUILT));
    const step = steps.find(({ name }) => name === "load dimensions");
    if (step === undefined)
      throw new Error(`the run has no such step, but ${steps.map(({ name }) => name).join(", ")}`);
    return step.to - step.from;
  };
  const readPlainly = async (paths: readonly string[]) => {
    const start = performance.now();
    for (const path of paths) await spark.read.option("header", true).csv(path).write.noop();
    return performance.now() - start;
  };
  await landed(0);
  await load();
  return {
    comparison: {
      name: `loading four dimension files of ${ROWS} rows / reading each plainly`,
      goal: 3,
      async measure(round) {
        const paths = await landed(round + 1);
        return await inTurn(round, load, () => readPlainly(paths));
      },
    },
    async [Symbol.asyncDispose]() {
      await spark[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}
