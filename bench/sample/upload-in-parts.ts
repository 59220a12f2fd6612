import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";

const PART_BYTES = 16 * 1024 * 1024;

/** As clients upload large files; the local S3 server takes no more than 32 MB at once. */
export async function uploadInParts(s3: S3Client, Bucket: string, Key: string, content: Buffer): Promise<void> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
  for (let start = 0; start < content.length; start += PART_BYTES) {
    const PartNumber = Parts.length + 1;
    const Body = content.subarray(start, start + PART_BYTES);
    const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    Parts.push({ ETag, PartNumber });
  }
  await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
}
