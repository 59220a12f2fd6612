import { S3Client } from "@aws-sdk/client-s3";
import { type AskedOfServer, askFor } from "./ask-for.ts";
import { askBelow } from "./below-prefix.ts";
import { BulkDelete } from "./bulk-delete.ts";
import { type ChecksumPolicy, Checksums } from "./checksums.ts";
import { ServerAbilities } from "./server/abilities.ts";

export interface LakeSettings extends AskedOfServer {
  readonly bucket: string;
  /** Of all keys of the lake, with a `/` at its end. @default none */
  readonly prefix?: string | undefined;
  readonly region: string;
  /** Another S3 server than AWS's. */
  readonly endpoint?: string | undefined;
  /** Whether the bucket stands in the path of addresses. @default with an endpoint */
  readonly pathStyle?: boolean | undefined;
  /** @default the SDK's, until the server refuses it */
  readonly requestChecksums?: ChecksumPolicy | undefined;
  readonly responseChecksums?: ChecksumPolicy | undefined;
}

/** One bucket and the connections to it. Made by `openLake`. */
export interface Lake {
  readonly bucket: string;
  /** Where in the bucket all of its keys lie; empty, or with a `/` at its end. */
  readonly prefix: string;
  readonly client: S3Client;
  readonly bulkDelete: BulkDelete;
  readonly checksums: Checksums;
  readonly abilities: ServerAbilities;
  readonly asked: AskedOfServer;
  /** Set by `guardRequests`: throws when this process must not send anything any more. */
  readonly guard?: () => void;
  close(): void;
}

/** As people name it: `s3://bucket/`, or `s3://bucket/prefix/`. */
export function locationOf({ bucket, prefix }: Pick<Lake, "bucket" | "prefix">): string {
  return `s3://${bucket}/${prefix}`;
}

/** Above the 32 requests that a run has under way at most, so that none waits for a connection. */
const CONNECTIONS = 64;
const SDK_POLICIES = { when_supported: "WHEN_SUPPORTED", when_required: "WHEN_REQUIRED" } as const;
const AGENT = { keepAlive: true, maxSockets: CONNECTIONS };

/**
 * Connects to a bucket, lazily: nothing is sent before the first request.
 *
 * Credentials come from the SDK's default chain. Requests that fail for a transient reason are repeated, and slowed down
 * while the service asks for it: with one failure in five, eight attempts leave one request in 400,000 to fail.
 */
export function openLake(settings: LakeSettings): Lake {
  const { bucket, prefix = "", region, endpoint, pathStyle = endpoint !== undefined } = settings;
  const { requestChecksums, responseChecksums } = settings;
  const client = new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint }),
    forcePathStyle: pathStyle,
    ...(requestChecksums !== undefined && { requestChecksumCalculation: SDK_POLICIES[requestChecksums] }),
    ...(responseChecksums !== undefined && { responseChecksumValidation: SDK_POLICIES[responseChecksums] }),
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
  // It copies each answer for the SDK's own log, which nobody reads: of a listing's page each object.
  client.middlewareStack.remove("loggerMiddleware");
  askFor(client, settings);
  if (prefix !== "") askBelow(client, bucket, prefix);
  return {
    bucket,
    prefix,
    client,
    bulkDelete: new BulkDelete(),
    checksums: new Checksums(client, requestChecksums),
    abilities: new ServerAbilities(),
    asked: settings,
    close: () => client.destroy(),
  };
}
