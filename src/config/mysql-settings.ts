import { accessSync, constants } from "node:fs";
import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./loopback.ts";
import { type ReadSettings, reasonOf } from "./read-settings.ts";
import type { MysqlSettings, TlsMode } from "./settings.ts";

/** @throws ConfigError if a file cannot be read, or if settings contradict each other */
export function mysqlSettings(values: ReadSettings["values"]["mysql"]): MysqlSettings {
  const { host, port, database, user } = values;
  if (!/^\[?[\w.:%-]+\]?$/.test(host)) {
    throw new ConfigError("mysql.host (MYSQL_HOST) is no name or address. The port stands in mysql.port (MYSQL_PORT).");
  }
  return {
    host: plainAddress(host),
    port,
    database,
    user,
    password: passwordOf(values),
    tls: tlsOf(values),
    statementTimeoutMs: values.statementTimeoutSeconds * 1000,
  };
}

/** An IPv6 address may be written as in a URL. */
function plainAddress(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

function passwordOf({
  password,
  passwordFile,
  passwordCommand,
  passwordTimeoutMs,
}: ReadSettings["values"]["mysql"]): MysqlSettings["password"] {
  if (passwordCommand !== "") return { command: passwordCommand, withinMs: passwordTimeoutMs };
  if (passwordFile === "") return password;
  requireReadable(passwordFile, "MYSQL_PASSWORD_FILE");
  return { file: passwordFile };
}

function tlsOf({ host, tls, caFile, certFile, keyFile }: ReadSettings["values"]["mysql"]): MysqlSettings["tls"] {
  if ((certFile === "") !== (keyFile === "")) {
    throw new ConfigError(
      "mysql.certFile (MYSQL_CERT_FILE) and mysql.keyFile (MYSQL_KEY_FILE) go together: set both or none.",
    );
  }
  if (tls === "disabled" && (caFile !== "" || certFile !== "")) {
    throw new ConfigError(
      "mysql.tls (MYSQL_TLS) is disabled, but MYSQL_CA_FILE or MYSQL_CERT_FILE is set. Set MYSQL_TLS=verify-identity, or leave the files out.",
    );
  }
  for (const [variable, file] of Object.entries({
    MYSQL_CA_FILE: caFile,
    MYSQL_CERT_FILE: certFile,
    MYSQL_KEY_FILE: keyFile,
  })) {
    if (file !== "") requireReadable(file, variable);
  }
  const hasFiles = caFile !== "" || certFile !== "";
  return {
    mode: tls || (hasFiles ? "verify-identity" : defaultTls(host)),
    isChosen: tls !== "" || hasFiles,
    caFile: caFile || undefined,
    client: certFile === "" ? undefined : { certFile, keyFile },
  };
}

/**
 * Nobody but this machine hears loopback, servers there seldom have a certificate that could be verified, and one that insists on
 * TLS says so. Everywhere else the server must prove who it is before it is told the password.
 */
export function defaultTls(host: string): TlsMode {
  return isLoopback(host) ? "disabled" : "verify-identity";
}

function requireReadable(file: string, variable: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw new ConfigError(`${variable} ${file}: ${reasonOf(error)}.`, { cause: error });
  }
}
