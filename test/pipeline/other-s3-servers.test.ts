import assert from "node:assert/strict";
import { test } from "vitest";
import { runPipeline } from "../../src/pipeline/run.ts";
import {
  ACCESS_DENIED,
  NOT_IMPLEMENTED,
  openRefusingS3,
  type RefusingS3,
  type S3Rule,
} from "../support/refusing-s3.ts";
import { runInput } from "../support/run-input.ts";
import { openWorld, type World } from "../support/world.ts";

const DEMANDS_ENCRYPTION: S3Rule = (request) => {
  if (request.method === "PUT" && request.headers["x-amz-server-side-encryption"] === undefined) return ACCESS_DENIED;
  return { ignored: ["x-amz-server-side-encryption"] };
};

const KEY = "raw/sales/not a sales file.csv";

test("what the S3 server would refuse after the commit is refused before anything is done, and settings help", async () => {
  await using world = await openWorld();
  await using s3 = await openRefusingS3(world.settings.s3.endpoint ?? "");
  await world.land(KEY, "x");
  s3.refuse(DEMANDS_ENCRYPTION);
  const refused = await run(world, s3);
  assert.match(String(refused.error), /missing_setting: .*x-amz-server-side-encryption/);
  assert.deepEqual(await world.rows("SELECT * FROM staging_files"), []);
  assert.deepEqual(await world.keys("_pipeline"), []);
  const taken = await run(world, s3, { encryption: { algorithm: "AES256", kmsKeyId: undefined } });
  assert.equal(taken.error, undefined);
  assert.equal(taken.summary.files.invalid, 1);
});

test("a server is tried once for each setting, and again after it has refused something", async () => {
  await using world = await openWorld();
  await using s3 = await openRefusingS3(world.settings.s3.endpoint ?? "");
  let trials = 0;
  const counting: S3Rule = ({ method, key, headers }) => {
    if (method === "DELETE" && key.startsWith("_work/probe/") && headers["if-match"] !== undefined) trials += 1;
    return undefined;
  };
  const trialsOf = async (settings: Partial<World["settings"]["s3"]> = {}) => {
    trials = 0;
    await run(world, s3, settings);
    return trials > 0;
  };
  s3.refuse(counting);
  assert.deepEqual([await trialsOf(), await trialsOf()], [true, false]);
  assert.deepEqual([await trialsOf({ requestChecksums: "when_required" }), await trialsOf()], [true, false]);

  await world.land(KEY, "x");
  s3.refuse((request) => {
    const isArchiving = request.method === "DELETE" && request.key.startsWith("raw/");
    return isArchiving ? NOT_IMPLEMENTED : counting(request);
  });
  assert.deepEqual([await trialsOf(), await trialsOf()], [false, true]);
});

function run(world: World, s3: RefusingS3, settings: Partial<World["settings"]["s3"]> = {}) {
  const input = runInput(world);
  return runPipeline({
    ...input,
    settings: { ...input.settings, s3: { ...input.settings.s3, endpoint: s3.endpoint, ...settings } },
  });
}
