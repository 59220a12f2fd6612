import { S3Client } from "@aws-sdk/client-s3";
import { BulkDelete } from "./bulk-delete.ts";

export interface LakeSettings {
  readonly bucket: string;
  readonly region: string;
  /** Another S3 server than AWS's; it is addressed path-style. */
  readonly endpoint?: string | undefined;
}

/** One bucket and the connections to it. Made by `openLake`. */
export interface Lake {
  readonly bucket: string;
  readonly client: S3Client;
  readonly bulkDelete: BulkDelete;
  /** Set by `guardRequests`: throws when this process must not send anything any more. */
  readonly guard?: () => void;
  close(): void;
}

/** As people name it: `s3://bucket/`. */
export function locationOf({ bucket }: Pick<Lake, "bucket">): string {
  return `s3://${bucket}/`;
}

/** Above the 32 requests that a run has under way at most, so that none waits for a connection. */
const CONNECTIONS = 64;
const AGENT = { keepAlive: true, maxSockets: CONNECTIONS };

/**
 * Connects to a bucket, lazily: nothing is sent before the first request.
 *
 * Credentials come from the SDK's default chain. Requests that fail for a transient reason are repeated, and slowed down
 * while the service asks for it: with one failure in five, eight attempts leave one request in 400,000 to fail.
 */
export function openLake({ bucket, region, endpoint }: LakeSettings): Lake {
  const client = new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    retryMode: "adaptive",
    maxAttempts: 8,
    requestHandler: {
      httpAgent: AGENT,
      httpsAgent: AGENT,
      connectionTimeout: 5_000,
      // Of silence, not of the whole request: an object of any size may be read for as long as bytes arrive.
      socketTimeout: 60_000,
    },
  });
  return { bucket, client, bulkDelete: new BulkDelete(), close: () => client.destroy() };
}
