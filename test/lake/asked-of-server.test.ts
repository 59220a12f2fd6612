import assert from "node:assert/strict";
import type { IncomingHttpHeaders } from "node:http";
import { afterAll, test } from "vitest";
import {
  copyObject,
  deleteObjects,
  headObject,
  type LakeSettings,
  listPages,
  openLake,
  putText,
} from "../../src/lake/index.ts";
import { NOT_IMPLEMENTED, openRefusingS3, type S3Rule } from "../support/refusing-s3.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { temporaryLake } from "./temporary-lake.ts";

const { AWS_REGION: region, AWS_ENDPOINT_URL_S3 } = serverEnvironment();
const stored = await temporaryLake();
afterAll(() => stored.remove());

/** Headers that S3 servers of other kinds take, and this one does not know. */
const UNKNOWN_HERE = [
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-request-payer",
];

/** Puts, copies in one request and in parts, looks up, lists and removes, and returns the headers of each request. */
async function headersOf(settings: Partial<LakeSettings>, rule: S3Rule = () => undefined) {
  await using server = await openRefusingS3(AWS_ENDPOINT_URL_S3);
  const requests: { readonly what: string; readonly headers: IncomingHttpHeaders }[] = [];
  server.refuse((request) => {
    requests.push({ what: `${request.method} ${request.key.split("/").at(-1)}`, headers: request.headers });
    return rule(request) ?? { ignored: UNKNOWN_HERE };
  });
  const lake = openLake({ bucket: stored.bucket, region, endpoint: server.endpoint, ...settings });
  const sizeBytes = 6 * 1024 * 1024;
  const etag = await putText(lake, "a", "x".repeat(sizeBytes), {});
  await copyObject(lake, { sourceKey: "a", targetKey: "b", etag, sizeBytes });
  await copyObject(lake, { sourceKey: "a", targetKey: "c", etag, sizeBytes, partBytes: 5 * 1024 * 1024 });
  await headObject(lake, "a");
  for await (const _ of listPages(lake, "")) break;
  await deleteObjects(lake, ["a", "b", "c"]);
  lake.close();
  return requests;
}

test("every object is made with the encryption that is set, in one request and in parts", async () => {
  const encryption = { algorithm: "aws:kms", kmsKeyId: "alias/sales" } as const;
  const asked = (await headersOf({ encryption })).filter(
    ({ headers }) => headers["x-amz-server-side-encryption"] !== undefined,
  );
  assert.deepEqual(
    asked.map(({ what, headers }) => [
      what,
      headers["x-amz-server-side-encryption"],
      headers["x-amz-server-side-encryption-aws-kms-key-id"],
    ]),
    ["PUT a", "PUT b", "POST c"].map((what) => [what, "aws:kms", "alias/sales"]),
  );
});

test("every request pays where that is set", async () => {
  const requests = await headersOf({ requesterPays: true });
  assert.deepEqual([...new Set(requests.map(({ headers }) => headers["x-amz-request-payer"]))], ["requester"]);
});

test("without settings nothing is asked for, and uploads bear a checksum", async () => {
  const requests = await headersOf({});
  assert.deepEqual(
    requests.filter(({ headers }) => UNKNOWN_HERE.some((name) => headers[name] !== undefined)),
    [],
  );
  assert.deepEqual(withChecksum(requests), ["PUT a", "POST "]);
});

test("checksums are left out of all but the bulk removal, which demands one", async () => {
  assert.deepEqual(withChecksum(await headersOf({ requestChecksums: "when_required" })), ["POST "]);
});

const REFUSES_CHECKSUMS: S3Rule = ({ headers }) =>
  Object.keys(headers).some((name) => /^x-amz-(checksum-(?!mode)|sdk-checksum)/.test(name))
    ? NOT_IMPLEMENTED
    : undefined;

test("a server that refuses checksums is sent none after the first, unless they are demanded", async () => {
  const requests = await headersOf({}, REFUSES_CHECKSUMS);
  assert.deepEqual(withChecksum(requests), ["PUT a", "POST "]);
  assert.deepEqual(requests.map(({ what }) => what).slice(0, 3), ["PUT a", "PUT a", "PUT b"]);
  await assert.rejects(headersOf({ requestChecksums: "when_supported" }, REFUSES_CHECKSUMS), /not_supported/);
});

function withChecksum(requests: Awaited<ReturnType<typeof headersOf>>): readonly string[] {
  return requests
    .filter(({ headers }) => Object.keys(headers).some((name) => /^x-amz-checksum-(?!mode)/.test(name)))
    .map(({ what }) => what);
}
