import assert from "node:assert/strict";
import { test } from "vitest";
import { openLake } from "../../src/lake/index.ts";
import { temporaryLake } from "../lake/temporary-lake.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { raceArchiving } from "./archive-races.ts";
import { openS3Gateway } from "./s3-gateway.ts";

const { AWS_REGION: region, AWS_ENDPOINT_URL_S3: server } = serverEnvironment();
// A thousand of them: `npm run test:chaos -- --only races`.
const ROUNDS = 100;

test("of objects that are overwritten while they are archived neither version is ever lost", async () => {
  // s3proxy's own conditional DELETE is two steps, between which a write can fall; that of S3 is one.
  await using gateway = await openS3Gateway(server, { oneWriteAtATime: true });
  const lake = await temporaryLake(gateway.endpoint);
  const { outcomes, wrong } = await raceArchiving({ rounds: ROUNDS, seed: 1, lake });
  assert.deepEqual(wrong, []);
  // The moments were such that either side won.
  for (const outcome of ["archived", "replaced"]) assert.ok((outcomes[outcome] ?? 0) > 0, JSON.stringify(outcomes));
  await lake.remove();
});

test("these races would notice an archiving that deletes whatever lies there", async () => {
  await using gateway = await openS3Gateway(server, { oneWriteAtATime: true });
  const lake = await temporaryLake(gateway.endpoint);
  const careless = openLake({ bucket: lake.bucket, region, endpoint: gateway.endpoint });
  careless.client.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        next(commandName === "DeleteObjectCommand" ? { ...args, input: { ...args.input, IfMatch: undefined } } : args),
    { step: "initialize" },
  );
  const { wrong } = await raceArchiving({ rounds: ROUNDS, seed: 1, lake, archiver: careless });
  assert.notDeepEqual(wrong, []);
  careless.close();
  await lake.remove();
});
