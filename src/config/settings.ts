import type { Rules } from "../feeds/index.ts";
import type { DataInterval } from "./interval-settings.ts";
import type { LineageSettings } from "./lineage-settings.ts";
import type { MetricsSettings } from "./metrics-settings.ts";
import type { NotifySettings } from "./notify-settings.ts";

/** The effective settings of a command. Times are milliseconds. Made once, by `loadSettings`. */
export interface Settings {
  readonly spark: SparkSettings;
  readonly s3: S3Settings;
  readonly mysql: MysqlSettings;
  readonly run: {
    readonly staging: "stream" | "local" | "sample";
    readonly sampleBytes: number;
    readonly maxRejectedRatio: number;
    readonly unknownReferences: "accept" | "reject";
    readonly faultyOptionals: "reject" | "null";
    readonly maxFiles: number;
    readonly maxAttempts: number;
    readonly maxFileFailures: number;
    readonly concurrency: number;
    /** Undefined: all new files. */
    readonly interval: DataInterval | undefined;
  };
  readonly lease: { readonly ttlMs: number; readonly renewMs: number };
  /** The job's rules as they are chosen. */
  readonly rules: Rules;
  /** Of each feed of the job. */
  readonly feeds: Readonly<Record<string, FeedSettings>>;
  readonly retention: RetentionSettings;
  readonly lineage: LineageSettings;
  readonly metrics: MetricsSettings;
  readonly notify: NotifySettings;
  readonly report: { readonly publish: boolean };
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
}

export interface SparkSettings {
  readonly remote: string;
  readonly jdbcUrl: string;
  readonly jdbcTrustStore: string;
  readonly jdbcTrustStorePassword: string;
  readonly jdbcKeyStore: string;
  readonly jdbcKeyStorePassword: string;
  readonly allowPlaintext: boolean;
  readonly connectTimeoutMs: number;
}

export interface S3Settings {
  readonly bucket: string;
  /** Empty, or with a `/` at its end. */
  readonly prefix: string;
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly pathStyle: boolean;
  readonly encryption:
    | { readonly algorithm: "AES256" | "aws:kms" | "aws:kms:dsse"; readonly kmsKeyId: string | undefined }
    | undefined;
  readonly requesterPays: boolean;
  readonly requestChecksums: ChecksumPolicy | undefined;
  readonly responseChecksums: ChecksumPolicy | undefined;
}

export type ChecksumPolicy = "when_supported" | "when_required";

export interface MysqlSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** The password, or where it is asked for at each connect. */
  readonly password: string | { readonly file: string } | { readonly command: string; readonly withinMs: number };
  readonly tls: {
    readonly mode: TlsMode;
    /** Whether it was chosen, rather than taken by the host. */
    readonly isChosen: boolean;
    readonly caFile: string | undefined;
    readonly client: { readonly certFile: string; readonly keyFile: string } | undefined;
  };
  readonly statementTimeoutMs: number;
}

export type TlsMode = "disabled" | "required" | "verify-ca" | "verify-identity";

/** Days; null where there is no setting. */
export interface RetentionSettings {
  readonly events: number | null;
  readonly batches: number | null;
  readonly archivedFiles: number | null;
  readonly rejectedRows: number | null;
  readonly quarantinedFiles: number | null;
  readonly reports: number | null;
  readonly countedOriginals: "keep" | "remove";
  readonly afterRun: boolean;
}

export interface FeedSettings {
  readonly namePattern: RegExp;
  /** Of the key below the feed's folder. */
  readonly ignorePattern: RegExp;
  readonly duplicates: "content" | "key";
  readonly delimiter: string;
  readonly quote: string;
  readonly encoding: "UTF-8" | "ISO-8859-1" | "windows-1252";
  readonly nullValues: readonly string[];
  readonly emptyRows: "reject" | "skip";
  readonly decimalSign: "." | ",";
  readonly dateFormats: readonly string[];
  readonly expect: Readonly<Record<string, string>>;
}
