import { readFileSync } from "node:fs";
import { ConfigError } from "./config-error.ts";
import { settingsSchema } from "./schema.ts";
import type { FeedSettings, Settings } from "./settings.ts";

export interface SettingsSource {
  /** `--config`, else `PIPELINE_CONFIG`. */
  readonly file?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Defaults < configuration file < environment.
 *
 * @throws ConfigError naming the key, what is wrong and how to mend it
 */
export function loadSettings(source: SettingsSource): Settings {
  const config = settingsSchema(source.env);
  const file = source.file ?? source.env["PIPELINE_CONFIG"];
  try {
    // convict applies the environment again after it loads a file, so that it wins.
    config.load(file === undefined ? {} : readJson(file));
    config.validate({ allowed: "strict" });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const where = file === undefined ? "the environment" : `${file} or the environment`;
    throw new ConfigError(`Settings from ${where} are wrong: ${reasonOf(error)}.`, { cause: error });
  }
  const values = config.getProperties();
  const { passwordFile, ...mysql } = values.mysql;
  requireSetting(values.s3.bucket, "s3.bucket", "S3_BUCKET");
  requireSetting(mysql.database, "mysql.database", "MYSQL_DATABASE");
  requireSetting(mysql.user, "mysql.user", "MYSQL_USER");
  if (values.lease.renewSeconds * 2 > values.lease.ttlSeconds) {
    throw new ConfigError(
      "lease.renewSeconds must be at most half of lease.ttlSeconds, so that one lost renewal is no lost lease.",
    );
  }
  return {
    spark: values.spark,
    s3: { ...values.s3, region: values.s3.region || "us-east-1", endpoint: values.s3.endpoint || undefined },
    mysql: { ...mysql, password: passwordFile === "" ? mysql.password : readSecret(passwordFile) },
    run: values.run,
    lease: { ttlMs: values.lease.ttlSeconds * 1000, renewMs: values.lease.renewSeconds * 1000 },
    feeds: {
      sales: compiled("sales", values.feeds.sales),
      customers: compiled("customers", values.feeds.customers),
      stores: compiled("stores", values.feeds.stores),
      sales_team: compiled("sales_team", values.feeds.sales_team),
      products: compiled("products", values.feeds.products),
    },
    logLevel: values.log.level,
  };
}

function compiled(
  name: string,
  feed: Omit<FeedSettings, "namePattern"> & { readonly namePattern: string },
): FeedSettings {
  if (feed.delimiter === feed.quote) {
    throw new ConfigError(`feeds.${name}.delimiter and feeds.${name}.quote are both ${feed.quote}; they must differ.`);
  }
  return { ...feed, namePattern: new RegExp(feed.namePattern) };
}

function readJson(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError(`Configuration file ${file}: ${reasonOf(error)}. Check --config or PIPELINE_CONFIG.`, {
      cause: error,
    });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`Configuration file ${file} is not JSON: ${reasonOf(error)}.`, { cause: error });
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new ConfigError(`Configuration file ${file} must hold one JSON object.`);
  }
  return { ...parsed };
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd();
  } catch (error) {
    throw new ConfigError(`MYSQL_PASSWORD_FILE ${file}: ${reasonOf(error)}.`, { cause: error });
  }
}

function requireSetting(value: string, key: string, variable: string): void {
  if (value === "") throw new ConfigError(`No ${key}. Set ${variable}, or ${key} in the configuration file.`);
}

/** convict prints values it refuses; none of the checked formats belongs to a secret. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\n+/g, "; ").replace(/\.$/, "");
}
