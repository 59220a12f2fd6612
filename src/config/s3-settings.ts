import { ConfigError } from "./config-error.ts";
import { YES_NO_OR_NULL } from "./formats.ts";
import { checkHttpAddress } from "./http-address.ts";
import type { S3Settings } from "./settings.ts";

/** The schema of the settings `s3.*`. */
export const S3_SETTINGS = {
  bucket: {
    doc: "The one bucket of `raw/`, `processed/`, `error/` and `_work/`",
    format: String,
    default: "",
    env: "S3_BUCKET",
  },
  prefix: {
    doc: "Where in the bucket all of it lies, such as `sales/eu`, so that several pipelines share one; empty: at the top",
    format: String,
    default: "",
    env: "S3_PREFIX",
  },
  region: { doc: "AWS region; empty: `us-east-1`", format: String, default: "", env: "AWS_REGION" },
  endpoint: {
    doc: "Another S3 server than AWS's, `http(s)://host:port`; without the variable `AWS_ENDPOINT_URL` sets it",
    format: String,
    default: "",
    env: "AWS_ENDPOINT_URL_S3",
  },
  pathStyle: {
    doc: "Whether the bucket stands in the path of addresses rather than in the host's name; null: where there is an endpoint",
    format: YES_NO_OR_NULL,
    default: null as boolean | null,
    env: "S3_PATH_STYLE",
  },
  serverSideEncryption: {
    doc: "Encryption that is asked for with each object; empty: what the bucket does. Spark's server is set up for itself: docs/s3.md",
    format: ["", "AES256", "aws:kms", "aws:kms:dsse"] as const,
    default: "" as "" | "AES256" | "aws:kms" | "aws:kms:dsse",
    env: "S3_SERVER_SIDE_ENCRYPTION",
  },
  kmsKeyId: {
    doc: "The KMS key for it, id or ARN; empty: the bucket's, or AWS's own for S3",
    format: String,
    default: "",
    env: "S3_KMS_KEY_ID",
  },
  requesterPays: {
    doc: "Whether the pipeline pays for its requests, which a bucket may demand",
    format: Boolean,
    default: false,
    env: "S3_REQUESTER_PAYS",
  },
  requestChecksums: {
    doc: "Whether uploads bear a checksum; empty: while the server takes them, or as `AWS_REQUEST_CHECKSUM_CALCULATION` says",
    format: ["", "when_supported", "when_required"] as const,
    default: "" as "" | "when_supported" | "when_required",
  },
  responseChecksums: {
    doc: "Whether downloads are held against theirs; empty: as above, or as `AWS_RESPONSE_CHECKSUM_VALIDATION` says",
    format: ["", "when_supported", "when_required"] as const,
    default: "" as "" | "when_supported" | "when_required",
  },
};

const ENDPOINT = {
  name: "s3.endpoint (AWS_ENDPOINT_URL_S3)",
  form: "http://host:port",
  credentials: ". Give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
};

type Values = {
  readonly [Name in keyof typeof S3_SETTINGS]: (typeof S3_SETTINGS)[Name]["default"];
};

/** @throws ConfigError for what S3 or Spark's S3A would refuse, or understand otherwise */
export function s3Settings(values: Values): S3Settings {
  checkBucket(values.bucket);
  checkHttpAddress(values.endpoint, ENDPOINT);
  if (values.kmsKeyId !== "" && !values.serverSideEncryption.startsWith("aws:kms")) {
    throw new ConfigError(
      "s3.kmsKeyId (S3_KMS_KEY_ID) is set, and s3.serverSideEncryption (S3_SERVER_SIDE_ENCRYPTION) is not aws:kms or aws:kms:dsse: no object would be encrypted with it.",
    );
  }
  return {
    bucket: values.bucket,
    prefix: prefixOf(values.prefix),
    region: values.region || "us-east-1",
    endpoint: values.endpoint || undefined,
    pathStyle: values.pathStyle ?? values.endpoint !== "",
    encryption:
      values.serverSideEncryption === ""
        ? undefined
        : { algorithm: values.serverSideEncryption, kmsKeyId: values.kmsKeyId || undefined },
    requesterPays: values.requesterPays,
    requestChecksums: values.requestChecksums || undefined,
    responseChecksums: values.responseChecksums || undefined,
  };
}

/** The service's own variable wins over the one for all services, as in the AWS SDKs. */
export function withEndpoint<Env extends Readonly<Record<string, string | undefined>>>(env: Env) {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 = AWS_ENDPOINT_URL } = env;
  return AWS_ENDPOINT_URL_S3 === undefined ? env : { ...env, AWS_ENDPOINT_URL_S3 };
}

/** S3A takes the bucket for the host of a URI, as Java defines one: without it, it finds no bucket at all. */
function checkBucket(bucket: string): void {
  const labels = bucket.split(".");
  const isHost = labels.every((label) => /^[a-z\d]([a-z\d-]*[a-z\d])?$/i.test(label));
  if (isHost && (labels.length === 1 || /^[a-z]/i.test(labels.at(-1) ?? ""))) return;
  throw new ConfigError(
    `s3.bucket (S3_BUCKET) is ${bucket}: Hadoop's S3A, by which Spark reaches it, takes no such bucket name. Use letters, digits and hyphens; ` +
      "between dots each part must begin and end with a letter or digit, and the last begin with a letter.",
  );
}

/** @returns with a `/` at its end, or empty */
function prefixOf(prefix: string): string {
  if (prefix === "") return "";
  const parts = prefix.replace(/\/$/, "").split("/");
  if (parts.every((part) => /^[a-z\d][\w.=-]*$/i.test(part)) && prefix.length <= LONGEST_PREFIX)
    return `${parts.join("/")}/`;
  throw new ConfigError(
    `s3.prefix (S3_PREFIX) is ${prefix}. Write it as folders, such as sales/eu: each of letters, digits, and - _ . = behind the first; ${LONGEST_PREFIX} characters at most.`,
  );
}

/** S3's keys have 1,024 bytes. */
const LONGEST_PREFIX = 200;
