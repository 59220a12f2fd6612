import { ConfigError } from "./config-error.ts";
import type { DeclaredSettings } from "./declared-settings.ts";
import { dataInterval } from "./interval-settings.ts";
import { checkLineage } from "./lineage-settings.ts";
import { isLoopback } from "./loopback.ts";
import { checkMetrics } from "./metrics-settings.ts";
import { mysqlSettings } from "./mysql-settings.ts";
import { checkNotify } from "./notify-settings.ts";
import { readSettings, type SettingsSource } from "./read-settings.ts";
import { holdsCredentials } from "./redact.ts";
import { s3Settings } from "./s3-settings.ts";
import type { FeedSettings, Settings } from "./settings.ts";

/**
 * The settings of a command: defaults < configuration file < environment.
 *
 * @throws ConfigError naming the key, what is wrong and how to mend it
 */
export function loadSettings(declared: DeclaredSettings, source: SettingsSource): Settings {
  const { values } = readSettings(declared, source);
  requireSetting(values.s3.bucket, "s3.bucket", "S3_BUCKET");
  requireSetting(values.mysql.database, "mysql.database", "MYSQL_DATABASE");
  requireSetting(values.mysql.user, "mysql.user", "MYSQL_USER");
  checkRemote(values.spark, source.env);
  checkJdbcUrl(values.spark.jdbcUrl);
  checkLineage(values.lineage);
  checkMetrics(values.metrics);
  checkNotify(values.notify);
  if (values.lease.renewSeconds * 2 > values.lease.ttlSeconds) {
    throw new ConfigError(
      "lease.renewSeconds must be at most half of lease.ttlSeconds, so that one lost renewal is no lost lease.",
    );
  }
  return {
    spark: values.spark,
    s3: s3Settings(values.s3),
    mysql: mysqlSettings(values.mysql),
    run: { ...values.run, interval: dataInterval(values.run.interval) },
    lease: { ttlMs: values.lease.ttlSeconds * 1000, renewMs: values.lease.renewSeconds * 1000 },
    rules: chosenRules(declared, values.run),
    feeds: Object.fromEntries(Object.entries(values.feeds).map(([name, feed]) => [name, compiled(name, feed)])),
    retention: values.retention,
    lineage: values.lineage,
    metrics: values.metrics,
    notify: values.notify,
    report: values.report,
    logLevel: values.log.level,
  };
}

function chosenRules({ rules = {} }: DeclaredSettings, run: Readonly<Record<string, unknown>>): Settings["rules"] {
  return Object.fromEntries(Object.keys(rules).map((name) => [name, String(run[name])]));
}

function compiled(
  name: string,
  feed: Omit<FeedSettings, "namePattern" | "ignorePattern"> & {
    readonly namePattern: string;
    readonly ignorePattern: string;
  },
): FeedSettings {
  if (feed.delimiter === feed.quote) {
    throw new ConfigError(`feeds.${name}.delimiter and feeds.${name}.quote are both ${feed.quote}; they must differ.`);
  }
  const torn = feed.nullValues.find((value) => value.includes(feed.delimiter) || value.includes(feed.quote));
  if (torn !== undefined) {
    throw new ConfigError(
      `feeds.${name}.nullValues has ${JSON.stringify(torn)}, which holds the feed's delimiter or quote: no value can be that.`,
    );
  }
  return { ...feed, namePattern: new RegExp(feed.namePattern), ignorePattern: new RegExp(feed.ignorePattern) };
}

function checkRemote({ remote, allowPlaintext }: Settings["spark"], env: SettingsSource["env"]): void {
  // A run's session ends with it, and a server never opens one of that id again.
  if (/[/;]session_id=/.test(remote)) {
    throw new ConfigError(
      "spark.remote (SPARK_REMOTE) has a session_id. Leave it out: each run opens a session of its own.",
    );
  }
  if (allowPlaintext || !isPlaintext(remote, env["SPARK_CONNECT_AUTHENTICATE_TOKEN"])) return;
  throw new ConfigError(
    "spark.remote (SPARK_REMOTE) leads to another host without TLS, and plans carry the MySQL password there. Add use_ssl=true, or, " +
      "where nobody else can hear or alter the traffic, set spark.allowPlaintext (SPARK_ALLOW_PLAINTEXT=true).",
  );
}

/** A string that is none is refused when it is used. As there, a token turns TLS on. */
function isPlaintext(remote: string, token = ""): boolean {
  const host = /^sc:\/\/(\[[^\]]*\]|[^:/;]+)/.exec(remote)?.[1];
  if (host === undefined || isLoopback(host)) return false;
  if (/[/;]use_ssl=/i.test(remote)) return !/[/;]use_ssl=true(;|$)/i.test(remote);
  return token === "" && !/[/;]token=/.test(remote);
}

/** Errors and Spark's plans show addresses: none may hold a secret. */
function checkJdbcUrl(url: string): void {
  if (url === "") return;
  if (holdsCredentials(url)) {
    throw new ConfigError(
      "spark.jdbcUrl (SPARK_JDBC_URL) holds credentials. Leave them out: Spark is given MYSQL_USER and MYSQL_PASSWORD, and SPARK_JDBC_TRUST_STORE_PASSWORD for spark.jdbcTrustStore.",
    );
  }
  if (!url.startsWith("jdbc:mysql://") || !URL.canParse(url.slice("jdbc:".length))) {
    throw new ConfigError(`spark.jdbcUrl (SPARK_JDBC_URL) is ${url}. Write it as jdbc:mysql://host:port/database.`);
  }
}

function requireSetting(value: string, key: string, variable: string): void {
  if (value === "") throw new ConfigError(`No ${key}. Set ${variable}, or ${key} in the configuration file.`);
}
