import convict from "convict";
import type { Feed, RuleSetting } from "../feeds/index.ts";
import type { DeclaredSettings } from "./declared-settings.ts";
import { csvCharacter, daysOrNull, ratio, regularExpression, TCP_PORT, wholeNumber } from "./formats.ts";
import { INTERVAL_SETTINGS } from "./interval-settings.ts";
import { LINEAGE_SETTINGS } from "./lineage-settings.ts";
import { METRICS_SETTINGS } from "./metrics-settings.ts";
import { NOTIFY_SETTINGS } from "./notify-settings.ts";
import { S3_SETTINGS, withEndpoint } from "./s3-settings.ts";
import { DATE_FORMATS, EXPECTED_VALUES, NULL_VALUES } from "./value-formats.ts";

const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;

/** Hidden and temporary files and folders, as Spark's own readers pass over them, and Hadoop's markers of folders. */
export const OTHER_WRITERS = "(^|/)[_.]|_\\$folder\\$$";

/** Every setting: its meaning, form, default and environment variable. Unknown keys are refused. */
export function settingsSchema(
  { facts, dimensions, rules = {} }: DeclaredSettings,
  env: Readonly<Record<string, string | undefined>>,
) {
  return convict(
    {
      spark: {
        remote: {
          doc: "Spark Connect server, `sc://host:port/;key=value`; keys `token`, `use_ssl`, `user_id`, …",
          format: String,
          default: "",
          env: "SPARK_REMOTE",
          sensitive: true,
        },
        jdbcUrl: {
          doc: "Where Spark's executors reach MySQL, `jdbc:mysql://host:port/database` without credentials; empty: the driver's own address",
          format: String,
          default: "",
          env: "SPARK_JDBC_URL",
        },
        jdbcTrustStore: {
          doc: "Of executors: file with the authority that signed MySQL's certificate, .p12 or .jks; empty: what their Java trusts",
          format: String,
          default: "",
          env: "SPARK_JDBC_TRUST_STORE",
        },
        jdbcTrustStorePassword: {
          doc: "Its password",
          format: String,
          default: "",
          env: "SPARK_JDBC_TRUST_STORE_PASSWORD",
          sensitive: true,
        },
        jdbcKeyStore: {
          doc: "Of executors: file with the client certificate and key for MySQL, .p12 or .jks",
          format: String,
          default: "",
          env: "SPARK_JDBC_KEY_STORE",
        },
        jdbcKeyStorePassword: {
          doc: "Its password",
          format: String,
          default: "",
          env: "SPARK_JDBC_KEY_STORE_PASSWORD",
          sensitive: true,
        },
        allowPlaintext: {
          doc: "Whether a Spark of another host may be reached without TLS, though the MySQL password travels there",
          format: Boolean,
          default: false,
          env: "SPARK_ALLOW_PLAINTEXT",
        },
        connectTimeoutMs: {
          doc: "How long an unreachable server is tried, in milliseconds, up to an hour",
          format: wholeNumber(0, HOUR_MS),
          default: 15_000,
        },
      },
      s3: S3_SETTINGS,
      mysql: {
        host: { doc: "MySQL host", format: String, default: "127.0.0.1", env: "MYSQL_HOST" },
        port: { doc: "MySQL port", format: TCP_PORT, default: 3306, env: "MYSQL_PORT" },
        database: { doc: "MySQL database", format: String, default: "", env: "MYSQL_DATABASE" },
        user: { doc: "MySQL user", format: String, default: "", env: "MYSQL_USER" },
        password: { doc: "MySQL password", format: String, default: "", env: "MYSQL_PASSWORD", sensitive: true },
        passwordFile: {
          doc: "A file that holds the MySQL password; wins over it",
          format: String,
          default: "",
          env: "MYSQL_PASSWORD_FILE",
        },
        passwordCommand: {
          doc: "A command for the shell that prints the MySQL password, asked at each connect; wins over both",
          format: String,
          default: "",
          env: "MYSQL_PASSWORD_COMMAND",
          sensitive: true,
        },
        passwordTimeoutMs: {
          doc: "How long that command may take",
          format: wholeNumber(1, HOUR_MS),
          default: 15_000,
        },
        tls: {
          doc: "TLS to MySQL, for the driver and for Spark; empty: verify-identity, but disabled on loopback without a caFile",
          format: ["", "disabled", "required", "verify-ca", "verify-identity"] as const,
          default: "" as "" | "disabled" | "required" | "verify-ca" | "verify-identity",
          env: "MYSQL_TLS",
        },
        caFile: {
          doc: "PEM file with the authority that signed MySQL's certificate; empty: the public ones",
          format: String,
          default: "",
          env: "MYSQL_CA_FILE",
        },
        certFile: { doc: "PEM file with our client certificate", format: String, default: "", env: "MYSQL_CERT_FILE" },
        keyFile: { doc: "PEM file with its key", format: String, default: "", env: "MYSQL_KEY_FILE" },
        statementTimeoutSeconds: {
          doc: "How long one statement of the driver may take",
          format: wholeNumber(1, DAY_SECONDS),
          default: 1_800,
        },
      },
      run: {
        staging: {
          doc: "How new files are validated: `stream`ed through the driver, also kept in its temporary directory for a Spark on the same machine (`local`), or of large ones only a `sample`, where one driver cannot carry the volume",
          format: ["stream", "local", "sample"] as const,
          default: "stream" as "stream" | "local" | "sample",
        },
        sampleBytes: {
          doc: "With `staging: sample`: how much of a file's beginning the driver reads; a file that is not larger is read as a whole",
          format: wholeNumber(64, 64 * 1024 * 1024),
          default: 1024 * 1024,
        },
        maxRejectedRatio: {
          doc: "A file with a larger share of rejected rows is `Invalid` as a whole; from 0 to 1",
          format: ratio,
          default: 0.5,
        },
        unknownReferences: {
          doc: "What becomes of a row whose reference is in no dimension: it counts, without the name, or is rejected",
          format: ["accept", "reject"] as const,
          default: "accept" as "accept" | "reject",
        },
        faultyOptionals: {
          doc: "A faulty value in an optional column of a dimension: rejects its row, or is left out",
          format: ["reject", "null"] as const,
          default: "reject" as "reject" | "null",
        },
        maxFiles: {
          doc: "Files taken into one run, 1 to 1,000,000; the rest stay `Pending` for the next",
          format: wholeNumber(1, 1_000_000),
          default: 10_000,
        },
        maxAttempts: {
          doc: "Attempts at a batch whose numbers do not add up, whose files change, or that Spark fails for a transient reason; 1 to 100",
          format: wholeNumber(1, 100),
          default: 3,
        },
        maxFileFailures: {
          doc: "Runs that try a file which cannot be read; after that only `replay --file` does",
          format: wholeNumber(1, 1_000),
          default: 3,
        },
        interval: INTERVAL_SETTINGS,
        concurrency: { doc: "S3 requests under way at once, 1 to 64", format: wholeNumber(1, 64), default: 16 },
        ...mapValues(rules, rule),
      },
      lease: {
        ttlSeconds: {
          doc: "How long a run that hangs keeps others out, in seconds, up to a day",
          format: wholeNumber(1, DAY_SECONDS),
          default: 60,
        },
        renewSeconds: {
          doc: "How often a run renews its lease, in seconds; at most half of the above",
          format: wholeNumber(1, DAY_SECONDS),
          default: 15,
        },
      },
      feeds: Object.fromEntries([facts, ...dimensions].map((declared) => [declared.name, feed(declared)])),
      retention: {
        events: kept("what runs changed and warned of"),
        batches: kept("attempts of which nothing counts any more"),
        archivedFiles: kept("files that were processed"),
        rejectedRows: kept("rejected rows"),
        quarantinedFiles: kept("refused files"),
        reports: kept("published pages of runs"),
        countedOriginals: {
          doc: "Whether `archivedFiles` is also for the originals of what counts: without them nothing can be replayed",
          format: ["keep", "remove"] as const,
          default: "keep" as "keep" | "remove",
        },
        afterRun: { doc: "Whether each run removes what is older", format: Boolean, default: false },
      },
      lineage: LINEAGE_SETTINGS,
      metrics: METRICS_SETTINGS,
      notify: NOTIFY_SETTINGS,
      report: {
        publish: {
          doc: "Whether each run puts its page and the index of all below reports/ in the bucket",
          format: Boolean,
          default: false,
        },
      },
      log: {
        level: {
          doc: "Least level that is logged; `debug` shows stack traces",
          format: ["trace", "debug", "info", "warn", "error", "silent"] as const,
          default: "info" as "trace" | "debug" | "info" | "warn" | "error" | "silent",
          env: "LOG_LEVEL",
        },
      },
    },
    { env: { ...withEndpoint(env) }, args: [] },
  );
}

function kept(what: string) {
  return {
    doc: `Days for which ${what} are kept; null: until \`purge --older-than\``,
    format: daysOrNull,
    default: null as number | null,
  };
}

function rule({ doc, choices, default: chosen }: RuleSetting) {
  return { doc, format: [...choices], default: chosen };
}

function feed({ name, fileName = name, csv = {} }: Feed) {
  return {
    namePattern: {
      doc: "Regular expression of a valid file name",
      format: regularExpression,
      default: `^${fileName}([_-][\\w-]+)?\\.((csv|jsonl)(\\.gz)?|parquet)$`,
    },
    ignorePattern: {
      doc: "Regular expression of keys below the feed's folder that belong to other writers, and are left alone",
      format: regularExpression,
      default: OTHER_WRITERS,
    },
    duplicates: {
      doc: "What makes equal files one: their content; or the same key as well, for tills that may write the same bytes",
      format: ["content", "key"] as const,
      default: "content" as "content" | "key",
    },
    delimiter: {
      doc: "CSV delimiter, one ASCII character: a tab, or a punctuation mark but a backslash and `_`",
      format: csvCharacter,
      default: csv.delimiter ?? ",",
    },
    quote: { doc: "CSV quote, likewise, another one", format: csvCharacter, default: csv.quote ?? '"' },
    encoding: {
      doc: "Encoding of CSV files; `windows-1252` is what spreadsheets on Windows write",
      format: ["UTF-8", "ISO-8859-1", "windows-1252"] as const,
      default: csv.encoding ?? ("UTF-8" as "UTF-8" | "ISO-8859-1" | "windows-1252"),
    },
    nullValues: {
      doc: "Values of CSV files that stand for no value, such as `NULL`",
      format: NULL_VALUES,
      default: csv.nullValues ?? (["\\N"] as readonly string[]),
    },
    emptyRows: {
      doc: "Lines of CSV files that hold delimiters and blanks alone, as spreadsheets leave them: rejected for what they lack, or skipped",
      format: ["reject", "skip"] as const,
      default: csv.emptyRows ?? ("reject" as "reject" | "skip"),
    },
    decimalSign: {
      doc: "What stands before the decimals of money that is written as text: with a comma it reads `12,50`; thousands are never separated",
      format: [".", ","] as const,
      default: "." as "." | ",",
    },
    dateFormats: {
      doc: "How dates may be written beside it, such as `dd.MM.yyyy`, `M/d/yyyy`, `yyyyMMdd`",
      format: DATE_FORMATS,
      default: ["yyyy-MM-dd"] as readonly string[],
    },
    expect: {
      doc: 'Columns that must hold one value, such as `{"currency": "EUR"}`',
      format: EXPECTED_VALUES,
      default: {} as Readonly<Record<string, string>>,
    },
  };
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}
