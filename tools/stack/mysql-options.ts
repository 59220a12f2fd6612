import type { ServerTlsFiles } from "./mysql-tls.ts";
import { loopback } from "./ports.ts";

export interface OptionsOfServer {
  readonly isMariadb: boolean;
  readonly isDurable: boolean;
  readonly home: string;
  readonly data: string;
  readonly port: number;
  readonly firstSql: string;
  readonly tls: ServerTlsFiles;
}

/** The server's option file. MariaDB is as near to the defaults of MySQL 8.4 as it goes, where the two differ in what a pipeline can notice. */
export function serverOptions(options: OptionsOfServer): string {
  const own = options.isMariadb ? mariadbOptions(options) : MYSQL_OPTIONS;
  return `[${options.isMariadb ? "mariadbd" : "mysqld"}]
datadir = ${options.data}
init-file = ${options.firstSql}
bind-address = ${loopback}
port = ${options.port}
skip-name-resolve
# Relative to datadir: a socket's full path may have 107 bytes at most.
socket = mysqld.sock
pid-file = mysqld.pid
skip-log-bin
ssl-ca = ${options.tls.ca}
ssl-cert = ${options.tls.certificate}
ssl-key = ${options.tls.key}
character-set-server = utf8mb4
default-time-zone = +00:00
sql_mode = ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION
max_allowed_packet = 64M
innodb_buffer_pool_size = 128M
${own}${options.isDurable ? DURABLE : NOT_DURABLE}`;
}

function mariadbOptions({ home, isDurable }: OptionsOfServer): string {
  return `basedir = ${home}
collation-server = utf8mb4_uca1400_nopad_ai_ci
innodb_log_file_size = 48M
${isDurable ? "" : "sync_frm = 0\n"}`;
}

const MYSQL_OPTIONS = `mysqlx = 0
# Debian's default is a folder that only its package makes.
secure-file-priv = NULL
innodb_redo_log_capacity = 96M
`;

const DURABLE = "innodb_flush_log_at_trx_commit = 1\n";
/** What is committed is handed to the operating system: it outlives the server's end, SIGKILL included, not the machine's. */
const NOT_DURABLE = `innodb_flush_log_at_trx_commit = 2
innodb_flush_method = nosync
innodb_doublewrite = 0
`;
