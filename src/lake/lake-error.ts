import { CodedError } from "../errors/index.ts";
export type LakeErrorCode =
  | "unreachable"
  | "missing_bucket"
  | "access_denied"
  | "cold_storage"
  | "encryption_key"
  | "invalid_credentials"
  | "missing_credentials"
  | "wrong_region"
  | "clock_skew"
  | "object_gone"
  | "object_replaced"
  | "throttled"
  | "server_error"
  | "connection_lost"
  | "damaged_content"
  | "incomplete_copy"
  | "corrupt_manifest"
  | "corrupt_pipeline_file"
  | "not_supported"
  | "missing_setting"
  | "request_failed";

/** What was asked for. Without a key it is the bucket itself. */
export interface LakeTarget {
  readonly bucket: string;
  /** Of all keys. @default none */
  readonly prefix?: string | undefined;
  readonly key?: string | undefined;
  /** The S3 action, as policies name it: `s3:GetObject`. */
  readonly action: string;
}

/** What a request to a lake was about. */
export function targetIn(
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  action: string,
  key?: string,
): LakeTarget {
  return { bucket, prefix, key, action };
}

interface Kind {
  /** The same call may succeed when it is repeated. */
  readonly transient: boolean;
  /** `object`: others may be well. `store`: no other call would fare better. */
  readonly scope: "object" | "store";
  nextStep(target: LakeTarget): string;
}

const KINDS: Readonly<Record<LakeErrorCode, Kind>> = {
  unreachable: {
    transient: true,
    scope: "store",
    nextStep: () => "Check that the S3 server runs and is reachable from here, and AWS_ENDPOINT_URL_S3 and AWS_REGION.",
  },
  missing_bucket: {
    transient: false,
    scope: "store",
    nextStep: ({ bucket }) => `Create the bucket ${bucket}, or correct S3_BUCKET.`,
  },
  access_denied: {
    transient: false,
    scope: "object",
    nextStep: ({ action }) => `Grant ${action} to the identity that the pipeline runs as.`,
  },
  cold_storage: {
    transient: false,
    scope: "object",
    nextStep: () =>
      "Restore it from its storage class (s3:RestoreObject, or the console), and let no lifecycle rule move what lies below raw/ there.",
  },
  encryption_key: {
    transient: false,
    scope: "object",
    nextStep: () =>
      "Grant kms:Decrypt on the key that it is encrypted with, or upload it with a key that the pipeline may use.",
  },
  invalid_credentials: {
    transient: false,
    scope: "store",
    nextStep: () => "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or renew the session they belong to.",
  },
  missing_credentials: {
    transient: false,
    scope: "store",
    nextStep: () => "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the host a profile or a role.",
  },
  wrong_region: {
    transient: false,
    scope: "store",
    nextStep: () => "Set AWS_REGION to the bucket's region.",
  },
  clock_skew: {
    transient: false,
    scope: "store",
    nextStep: () => "Set this host's clock.",
  },
  object_gone: {
    transient: true,
    scope: "object",
    nextStep: () => "Somebody removed the object; run again to go by what is there now.",
  },
  object_replaced: {
    transient: true,
    scope: "object",
    nextStep: () => "Somebody overwrote the object; run again to take its new content.",
  },
  throttled: {
    transient: true,
    scope: "store",
    nextStep: () => "Run again later, or lower the setting run.concurrency.",
  },
  server_error: {
    transient: true,
    scope: "object",
    nextStep: () => "Run again when the S3 service is stable.",
  },
  connection_lost: {
    transient: true,
    scope: "object",
    nextStep: () => "Run again when the network is stable.",
  },
  damaged_content: {
    transient: true,
    scope: "object",
    nextStep: () =>
      "Run again; if it comes again, the object is damaged where it lies, or something between here and S3 changes what passes: upload it again.",
  },
  incomplete_copy: {
    transient: true,
    scope: "object",
    nextStep: () => "Run again; the original is kept until a copy is complete.",
  },
  corrupt_manifest: {
    transient: false,
    scope: "store",
    nextStep: () => "Remove it, and rebuild: `sales-pipeline rebuild` writes it anew.",
  },
  corrupt_pipeline_file: {
    transient: false,
    scope: "store",
    nextStep: () => "Remove it if the bucket is this ledger's: the next run writes it anew.",
  },
  not_supported: {
    transient: false,
    scope: "store",
    nextStep: () =>
      "The S3 server lacks what this request needs, and lacks it the next time too: `sales-pipeline doctor` tries all that runs need, docs/s3.md says which settings help.",
  },
  missing_setting: {
    transient: false,
    scope: "store",
    nextStep: () => "Set it, and Spark's counterpart: docs/s3.md.",
  },
  request_failed: {
    transient: false,
    scope: "object",
    nextStep: () =>
      "The S3 server does not support the request, or refuses it for the reason that it gives; `sales-pipeline doctor` tries what runs need.",
  },
};

/** By the service's error code, or Node's code of a failed connection. The HTTP status decides for all others. */
const CODES: Readonly<Record<string, LakeErrorCode>> = {
  NoSuchBucket: "missing_bucket",
  AccessDenied: "access_denied",
  AllAccessDisabled: "access_denied",
  InvalidObjectState: "cold_storage",
  ObjectNotInActiveTierError: "cold_storage",
  InvalidAccessKeyId: "invalid_credentials",
  SignatureDoesNotMatch: "invalid_credentials",
  InvalidToken: "invalid_credentials",
  ExpiredToken: "invalid_credentials",
  TokenRefreshRequired: "invalid_credentials",
  CredentialsProviderError: "missing_credentials",
  PermanentRedirect: "wrong_region",
  AuthorizationHeaderMalformed: "wrong_region",
  IllegalLocationConstraintException: "wrong_region",
  RequestTimeTooSkewed: "clock_skew",
  NoSuchKey: "object_gone",
  PreconditionFailed: "object_replaced",
  ConditionalRequestConflict: "object_replaced",
  SlowDown: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  TooManyRequestsException: "throttled",
  NotImplemented: "not_supported",
  MethodNotAllowed: "not_supported",
  RequestTimeout: "connection_lost",
  TimeoutError: "connection_lost",
  ECONNRESET: "connection_lost",
  EPIPE: "connection_lost",
  ERR_STREAM_PREMATURE_CLOSE: "connection_lost",
  ECONNREFUSED: "unreachable",
  ETIMEDOUT: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
};

const STATUSES: Readonly<Record<number, LakeErrorCode>> = {
  301: "wrong_region",
  401: "invalid_credentials",
  403: "access_denied",
  404: "object_gone",
  405: "not_supported",
  409: "object_replaced",
  412: "object_replaced",
  429: "throttled",
  501: "not_supported",
};

/**
 * A failure of S3, or of the way to it. The message starts with the code, names the object and ends with the next step;
 * it never holds a credential.
 */
export class LakeError extends CodedError {
  override readonly name = "LakeError";
  readonly code: LakeErrorCode;
  readonly target: LakeTarget;
  /** The same call may succeed when it is repeated. */
  readonly transient: boolean;
  /** One object alone may be refused so; whether it is S3 as such, only a call for another object tells. */
  readonly mayBeOfObject: boolean;

  constructor(code: LakeErrorCode, target: LakeTarget, reason: string, cause?: unknown) {
    const { transient, scope, nextStep } = KINDS[code];
    super(`${code}: s3://${target.bucket}/${target.prefix ?? ""}${target.key ?? ""}: ${reason}. ${nextStep(target)}`, {
      cause,
    });
    this.code = code;
    this.target = target;
    this.transient = transient;
    this.mayBeOfObject = scope === "object";
  }

  /** Any failure of an SDK call, or of the stream of an object's content. */
  static fromSdk(error: unknown, target: LakeTarget): LakeError {
    if (error instanceof LakeError) return error;
    const { names, message, status } = sdkFault(error);
    const known = names.map((name) => CODES[name]).find((code) => code !== undefined);
    const code = codeOfMessage(names, message) ?? known ?? codeOfStatus(status);
    const name = names[0] ?? "unknown";
    const text = message === "" || message === "UnknownError" ? name : `${name}, ${message.replace(/\.$/, "")}`;
    return new LakeError(code, target, status === undefined ? text : `${text} (HTTP ${status})`, error);
  }
}

/** For what has no code of its own. */
function codeOfMessage(names: readonly string[], message: string): LakeErrorCode | undefined {
  if (isOfKey(names, message)) return "encryption_key";
  // What the SDK says of content that is not what the server's checksum was made of.
  return message.startsWith("Checksum mismatch: ") ? "damaged_content" : undefined;
}

/** A key that may not be used is an AccessDenied that names the action, one that is disabled or gone has a code of its own. */
function isOfKey(names: readonly string[], message: string): boolean {
  return names.some((name) => name.startsWith("KMS.")) || /\bkms:\w+/.test(message);
}

function codeOfStatus(status: number | undefined): LakeErrorCode {
  if (status === undefined) return "request_failed";
  return STATUSES[status] ?? (status >= 500 ? "server_error" : "request_failed");
}

/** `names`: the service's code, then Node's code, then the class of the error. */
function sdkFault(error: unknown) {
  if (!(error instanceof Error)) return { names: [], message: String(error), status: undefined };
  const names = [
    "Code" in error ? error.Code : undefined,
    "code" in error ? error.code : undefined,
    error.name === "Error" ? undefined : error.name,
  ];
  return {
    names: names.filter((name) => typeof name === "string"),
    message: error.message,
    status: "$metadata" in error ? httpStatus(error.$metadata) : undefined,
  };
}

function httpStatus(metadata: unknown): number | undefined {
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

/** Whether what was asked of one object will not be answered, so that whoever can do without goes on without it. */
export function isRefusal(error: unknown): boolean {
  return error instanceof LakeError && (error.mayBeOfObject || !error.transient);
}
