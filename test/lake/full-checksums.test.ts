import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  type ChecksumAlgorithm,
  type ChecksumType,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, test } from "vitest";
import { areOtherBytes, contentDigests, headChecksums, openLake } from "../../src/lake/index.ts";
import { openCountingS3 } from "../support/counting-s3.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { fakeS3 } from "./fake-s3.ts";
import { type TemporaryLake, temporaryLake } from "./temporary-lake.ts";

let lake: TemporaryLake;
beforeAll(async () => {
  lake = await temporaryLake();
});
afterAll(() => lake.remove());

describe("what the store computed over all bytes", () => {
  test("tells two objects of one size apart, and says nothing of equal ones", async () => {
    await putWith("CRC64NVME", "one", "abc");
    await putWith("CRC64NVME", "other", "abd");
    await putWith("CRC64NVME", "same", "abc");
    await putWith("SHA256", "sha", "abd");
    const [one, other, same, sha] = await Promise.all(
      ["one", "other", "same", "sha"].map(async (key) => (await headChecksums(lake, key))?.checksums),
    );
    assert.ok(one && other && same && sha);
    assert.deepEqual([...one.keys()], ["ChecksumCRC64NVME"]);
    assert.equal(areOtherBytes(one, other), true);
    assert.equal(areOtherBytes(one, same), false);
    assert.equal(areOtherBytes(one, sha), false, "of two algorithms nothing follows");
  });

  test("is there for an upload in parts that has one of the whole, and not for one of the parts' checksums", async () => {
    await inOnePart("whole", "CRC32", "FULL_OBJECT");
    await inOnePart("parts", "CRC32", "COMPOSITE");
    assert.deepEqual([...((await headChecksums(lake, "whole"))?.checksums.keys() ?? [])], ["ChecksumCRC32"]);
    assert.equal((await headChecksums(lake, "parts"))?.checksums.size, 0);
  });

  test("comes with the version that it is of, and not from an object that is gone or a store that refuses", async () => {
    const etag = await lake.put("replaced", "before");
    const after = await lake.put("replaced", "after");
    assert.notEqual(etag, after);
    assert.equal((await headChecksums(lake, "replaced"))?.etag, after);
    assert.equal(await headChecksums(lake, "gone"), undefined);
    for (const status of [400, 403]) {
      await using refusing = await fakeS3((_, response) => response.writeHead(status).end());
      assert.equal(await headChecksums(refusing.lake, "encrypted"), undefined);
    }
  });
});

test("a digest is read from the store where it has it, and from the content where it has another or the content is packed", async () => {
  await putWith("SHA256", "known.csv", "content");
  await putWith("CRC32", "unknown.csv", "content");
  await putWith("SHA256", "packed.csv.gz", "content");
  await using counting = await openCountingS3(serverEnvironment().AWS_ENDPOINT_URL_S3);
  const { AWS_REGION: region } = serverEnvironment();
  const counted = openLake({ bucket: lake.bucket, region, endpoint: counting.endpoint });
  const sha256 = createHash("sha256").update("content").digest("hex");
  const read = async (key: string) => {
    const etag = (await lake.etag(key)) ?? "";
    assert.equal((await contentDigests(counted, { key, etag }))?.stored, sha256);
    return counting.bytesRead(/./);
  };
  assert.equal(await read("known.csv"), 0);
  assert.equal(await read("unknown.csv"), "content".length);
  assert.equal(await read("packed.csv.gz"), "content".length);
  counted.close();
});

async function putWith(ChecksumAlgorithm: ChecksumAlgorithm, Key: string, Body: string): Promise<void> {
  await lake.client.send(new PutObjectCommand({ Bucket: lake.bucket, Key, Body, ChecksumAlgorithm }));
}

async function inOnePart(Key: string, ChecksumAlgorithm: "CRC32", ChecksumType: ChecksumType): Promise<void> {
  const upload = { Bucket: lake.bucket, Key };
  const { client } = lake;
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...upload, ChecksumAlgorithm, ChecksumType }),
  );
  const part = { ...upload, UploadId, PartNumber: 1, Body: "abc", ChecksumAlgorithm };
  const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand(part));
  const MultipartUpload = { Parts: [{ ETag, ChecksumCRC32, PartNumber: 1 }] };
  await client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, ChecksumType, MultipartUpload }));
}
