import assert from "node:assert/strict";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, test } from "vitest";
import { deleteVersion } from "../../src/lake/delete-objects.ts";
import { type Lake, LakeError, openLake, verifyLake } from "../../src/lake/index.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { temporaryLake } from "./temporary-lake.ts";

const env = serverEnvironment();
const endpoint = env.AWS_ENDPOINT_URL_S3;
const region = env.AWS_REGION;
const lake = await temporaryLake();
afterAll(() => lake.remove());

async function refusalOf(other: Lake): Promise<LakeError> {
  try {
    await verifyLake(other);
  } catch (error) {
    assert.ok(error instanceof LakeError, String(error));
    return error;
  } finally {
    other.close();
  }
  return assert.fail("the lake was found to be in order");
}

function withCredentials(accessKeyId: string, secretAccessKey: string): Lake {
  const client = new S3Client({
    region,
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  return { ...lake, client, close: () => client.destroy() };
}

test("a bucket that can be listed is in order", async () => {
  await verifyLake(lake);
});

test("a key that XML cannot hold does not hinder", async () => {
  const key = "0\u001b[31m.csv";
  const etag = await lake.put(key, "x");
  await verifyLake(lake);
  assert.equal(await deleteVersion(lake, { key, etag }), "deleted");
});

test("a missing bucket is named, with what to do", async () => {
  const error = await refusalOf(openLake({ bucket: "test-lake-missing", region, endpoint }));
  assert.equal(error.code, "missing_bucket");
  assert.equal(error.transient, false);
  assert.equal(
    error.message,
    "missing_bucket: s3://test-lake-missing/: NoSuchBucket, The specified bucket does not exist (HTTP 404). " +
      "Create the bucket test-lake-missing, or correct S3_BUCKET.",
  );
});

test("an unknown access key and a wrong secret are told apart from missing rights, and are not shown", async () => {
  for (const [id, secret] of [
    ["canary-id", "canary-secret"],
    [env.AWS_ACCESS_KEY_ID, "canary-secret"],
  ] as const) {
    const error = await refusalOf(withCredentials(id, secret));
    assert.equal(error.code, "invalid_credentials");
    assert.match(error.message, /Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/);
    assert.doesNotMatch(`${error.message} ${error.stack}`, /canary/);
  }
});

test("a server that does not answer is unreachable", async () => {
  const error = await refusalOf(openLake({ bucket: "any", region, endpoint: "http://127.0.0.1:1" }));
  assert.equal(error.code, "unreachable");
  assert.equal(error.transient, true);
  assert.equal(
    error.message,
    "unreachable: s3://any/: ECONNREFUSED, connect ECONNREFUSED 127.0.0.1:1. Check that the S3 server runs and is " +
      "reachable from here, and AWS_ENDPOINT_URL_S3 and AWS_REGION.",
  );
});

test("a host without a name in DNS is unreachable", async () => {
  const error = await refusalOf(openLake({ bucket: "any", region, endpoint: "http://no-such-host.invalid" }));
  assert.equal(error.code, "unreachable");
});

test("an aborted signal stops it with its own reason", async () => {
  const reason = new Error("stopped by the operator");
  await assert.rejects(verifyLake(lake, AbortSignal.abort(reason)), reason);
});
