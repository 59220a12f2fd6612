import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { test } from "vitest";
import { connect } from "../../../src/spark-connect/wire/connect.ts";
import { sparkRemote } from "../../support/server-environment.ts";
import { sqlPlan } from "./live.ts";
import { NetworkPath, portOf } from "./network-path.ts";

const MEGABYTE = 1_000_000;
const twoHundredMegabytes = "SELECT id, repeat(cast(id % 10 AS STRING), 1000) AS s FROM range(0, 200000, 1, 8)";

/** In a process of its own, whose garbage cannot grow to the size of the result before it is collected. */
const reader = `
  import { SparkSession } from "${new URL("../../../src/spark-connect/index.ts", import.meta.url)}";
  await using spark = SparkSession.connect();
  const frame = await spark.sql(${JSON.stringify(twoHundredMegabytes)});
  await frame.take(1);
  const before = process.memoryUsage.rss();
  let peak = before;
  let rows = 0n;
  for await (const { id, s } of frame.rows()) {
    if (id !== rows || s.length !== 1000) throw new Error("row " + rows + " is " + id);
    rows += 1n;
    if (rows % 1000n === 0n) peak = Math.max(peak, process.memoryUsage.rss());
  }
  process.stdout.write(rows + " rows, " + Math.ceil((peak - before) / ${MEGABYTE}) + " MB");
`;

test("a result of 200 MB is read row by row in a fraction of its size", async () => {
  const options = ["--max-old-space-size=64", "--max-semi-space-size=4", "--input-type=module", "-e", reader];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  const [, rows, growth] = /^(\d+) rows, (\d+) MB$/.exec(stdout) ?? [];
  assert.equal(rows, "200000");
  assert.ok(Number(growth) < 130, `the process grew by ${growth} MB`);
});

test("a reader that pauses holds the server back", async () => {
  await using path = new NetworkPath(portOf(sparkRemote()));
  const client = connect(await path.listen());
  for await (const { responseType } of client.execute(sqlPlan(twoHundredMegabytes))) {
    if (responseType.case !== "arrowBatch") continue;
    let seen: number;
    do {
      seen = path.bytesToClient;
      await delay(300);
    } while (path.bytesToClient > seen);
    break;
  }
  assert.ok(path.bytesToClient < 60 * MEGABYTE, `${path.bytesToClient} bytes were sent ahead`);
  await client.close();
});
