import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Content, Sink } from "../generate/sink.ts";

/** Lands generated files in a bucket. A file is in memory while it is sent. */
export function s3Sink(client: S3Client, bucket: string): Sink {
  return {
    async write(key, content) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: await bytesOf(content) }));
    },
  };
}

/** Makes the bucket if there is none, and removes whatever it holds. */
export async function emptyBucket(client: S3Client, bucket: string): Promise<void> {
  const exists = await client.send(new HeadBucketCommand({ Bucket: bucket })).then(
    () => true,
    () => false,
  );
  if (!exists) await client.send(new CreateBucketCommand({ Bucket: bucket }));
  for (;;) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    if (Contents.length === 0) return;
    const Objects = Contents.map(({ Key }) => ({ Key }));
    await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
  }
}

async function bytesOf(content: Content): Promise<Uint8Array> {
  return content instanceof Uint8Array ? content : Buffer.concat(await Array.fromAsync(content));
}
