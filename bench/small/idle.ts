import { spawn } from "node:child_process";
import { once } from "node:events";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { mysqlConnection, openPlace, s3Client } from "../pipeline/place.ts";
import { BUILT, runProgram } from "../pipeline/run-program.ts";
import { type Environment, inTurn, type OpenedComparison } from "./comparison.ts";

/** A run that finds nothing new, against the start of Node, a connection to MySQL and a listing: nothing can do with less. */
export async function idleRun(servers: Environment): Promise<OpenedComparison> {
  const place = await openPlace(servers, "idle");
  const { env, bucket } = place;
  return {
    comparison: {
      name: "a run with nothing to do / starting Node, connecting to MySQL, listing S3",
      goal: 15,
      measure: (round) =>
        inTurn(
          round,
          async () => (await runProgram(["run"], env, [99], BUILT)).wallMs,
          async () => await msOf(() => leastOf(env, bucket)),
        ),
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

async function leastOf(env: Environment, bucket: string): Promise<void> {
  await once(spawn(process.execPath, ["-e", "0"]), "close");
  const connection = await mysqlConnection(env);
  await connection.end();
  const s3 = s3Client(env);
  await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  s3.destroy();
}

async function msOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
