import { randomUUID } from "node:crypto";
import { CreateBucketCommand, DeleteBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { abortUploads, deleteObjects, headObject, type Lake, listPages, openLake } from "../../src/lake/index.ts";
import { serverEnvironment } from "../support/server-environment.ts";

export interface TemporaryLake extends Lake {
  /** Returns the object's ETag. */
  put(key: string, content: string | Uint8Array): Promise<string>;
  text(key: string): Promise<string>;
  etag(key: string): Promise<string | undefined>;
  keys(prefix?: string): Promise<readonly string[]>;
  remove(): Promise<void>;
}

/** A bucket of a test's own on the test run's S3 server, reached at `endpoint`. */
export async function temporaryLake(endpoint = serverEnvironment().AWS_ENDPOINT_URL_S3): Promise<TemporaryLake> {
  const { AWS_REGION: region } = serverEnvironment();
  const lake = openLake({ bucket: `test-lake-${randomUUID()}`, region, endpoint });
  const { bucket: Bucket, client } = lake;
  await client.send(new CreateBucketCommand({ Bucket }));
  const keys = async (prefix = "") => (await Array.fromAsync(listPages(lake, prefix))).flat().map(({ key }) => key);
  return {
    ...lake,
    keys,
    put: async (Key, Body) => (await client.send(new PutObjectCommand({ Bucket, Key, Body }))).ETag ?? "",
    text: async (Key) =>
      (await (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? "",
    etag: async (key) => (await headObject(lake, key))?.etag,
    remove: async () => {
      await abortUploads(lake, "");
      await deleteObjects(lake, await keys());
      await client.send(new DeleteBucketCommand({ Bucket }));
      lake.close();
    },
  };
}
