import assert from "node:assert/strict";
import { test } from "vitest";
import { Finding } from "../../src/doctor/check.ts";
import { checkSparkEncryption } from "../../src/doctor/spark-encryption.ts";
import { fakeS3 } from "../lake/fake-s3.ts";

const LISTING =
  "<ListBucketResult><Contents><Key>_work/x/spark/part-0</Key><Size>1</Size></Contents></ListBucketResult>";
const ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234";

/** What the check says of an object with these headers. */
async function said(headers: Readonly<Record<string, string>>, wanted: Parameters<typeof checkSparkEncryption>[2]) {
  await using s3 = await fakeS3((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(request.method === "GET" ? LISTING : "");
  });
  return await checkSparkEncryption(s3.lake, "_work/x/spark/", wanted, new AbortController().signal).catch(
    (error: unknown) => error,
  );
}

const kms = (key: string) => ({
  "x-amz-server-side-encryption": "aws:kms",
  "x-amz-server-side-encryption-aws-kms-key-id": key,
});

test("Spark's objects must be encrypted as the driver's are", async () => {
  assert.match(String(await said(kms(ARN), { algorithm: "aws:kms", kmsKeyId: undefined })), /encrypted with aws:kms$/);
  for (const kmsKeyId of [ARN, "1234", "alias/sales"]) {
    assert.match(String(await said(kms(ARN), { algorithm: "aws:kms", kmsKeyId })), /^Spark's objects/, kmsKeyId);
  }
  for (const [headers, wanted, message] of [
    [{}, { algorithm: "AES256", kmsKeyId: undefined }, /not encrypted.*fs\.s3a\.encryption\.algorithm=AES256, or/],
    [
      { "x-amz-server-side-encryption": "AES256" },
      { algorithm: "aws:kms", kmsKeyId: "1234" },
      /encrypted with AES256\. .*algorithm=SSE-KMS and spark\.hadoop\.fs\.s3a\.encryption\.key=1234, or/,
    ],
    [kms(ARN), { algorithm: "aws:kms", kmsKeyId: "5678" }, /with aws:kms and the key arn:.*key=5678/],
  ] as const) {
    const finding = await said(headers, wanted);
    assert.ok(finding instanceof Finding && finding.status === "failed");
    assert.match(finding.message, message);
  }
});
