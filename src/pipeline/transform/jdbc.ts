import { defaultTls, type Settings, type TlsMode } from "../../config/index.ts";
import type { JdbcOptions } from "../../spark-connect/index.ts";
import { currentPassword } from "../../warehouse/index.ts";

/**
 * How Spark's executors reach MySQL. Batched statements are rewritten into multi-row inserts, three times as fast.
 * User and password are options of their own, which Spark redacts in plans and logs, and never part of the URL.
 *
 * @throws WarehouseError no_password
 */
export async function jdbcOptions(settings: Settings): Promise<JdbcOptions> {
  const url = new URL((settings.spark.jdbcUrl || addressOf(settings.mysql)).replace(/^jdbc:/, ""));
  const wanted = {
    rewriteBatchedStatements: "true",
    connectionTimeZone: "UTC",
    characterEncoding: "UTF-8",
    ...encryption(url, settings.mysql.tls),
    ...certificateStores(url, settings.spark),
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  return {
    url: `jdbc:${url.href}`,
    driver: "com.mysql.cj.jdbc.Driver",
    user: settings.mysql.user,
    password: await currentPassword(settings.mysql.password),
    batchsize: 10_000,
    isolationLevel: "READ_COMMITTED",
  };
}

/** A name of a database may hold anything: what it holds is never read as options. */
function addressOf({ host, port, database }: Settings["mysql"]): string {
  return `jdbc:mysql://${host.includes(":") ? `[${host}]` : host}:${port}/${encodeURIComponent(database)}`;
}

const SSL_MODES: Readonly<Record<TlsMode, string>> = {
  disabled: "DISABLED",
  required: "REQUIRED",
  "verify-ca": "VERIFY_CA",
  "verify-identity": "VERIFY_IDENTITY",
};

/** As for the driver; where nothing was chosen, by the host that executors see, which may be another. A URL that says it itself wins. */
function encryption({ searchParams, hostname }: URL, tls: Settings["mysql"]["tls"]): Readonly<Record<string, string>> {
  if (OWN_WORDS.some((name) => searchParams.has(name))) return {};
  const mode = tls.isChosen ? tls.mode : defaultTls(hostname);
  // Without TLS the server's key is asked for, as the driver does: MySQL's own way to log in needs one of the two.
  return { sslMode: SSL_MODES[mode], ...(mode === "disabled" && { allowPublicKeyRetrieval: "true" }) };
}

/** Connector/J's ways, old ones included, to say what is encrypted. */
const OWN_WORDS = ["sslMode", "useSSL", "requireSSL", "verifyServerCertificate"];

/**
 * Files of the executors; Connector/J reads no PEM. They stand in the URL, passwords too, because Spark Connect writes the names of
 * options small, which Connector/J understands only there. `session-settings.ts` has Spark redact them.
 */
function certificateStores({ searchParams }: URL, spark: Settings["spark"]): Readonly<Record<string, string>> {
  return {
    ...optionsOf("trustCertificateKeyStore", spark.jdbcTrustStore, spark.jdbcTrustStorePassword),
    ...optionsOf("clientCertificateKeyStore", spark.jdbcKeyStore, spark.jdbcKeyStorePassword),
  };

  function optionsOf(option: string, file: string, password: string): Readonly<Record<string, string>> {
    if (file === "" || searchParams.has(`${option}Url`)) return {};
    return {
      [`${option}Url`]: file.startsWith("/") ? `file:${file}` : file,
      [`${option}Type`]: /\.jks$/i.test(file) ? "JKS" : "PKCS12",
      ...(password !== "" && { [`${option}Password`]: password }),
    };
  }
}
