import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { StackError } from "./stack-error.ts";
import { installed } from "./stack-folder.ts";

/** The program that is started as MySQL. */
export interface MysqlProgram {
  readonly command: string;
  /** Options and installation of the two differ. */
  readonly isMariadb: boolean;
  /** The folder above the program's own, where MariaDB has its libraries and scripts. */
  readonly home: string;
}

/** @param given STACK_MYSQL_SERVER; by default the MariaDB that was installed */
export function mysqlProgram(given: string | undefined): MysqlProgram {
  if (given === undefined) {
    const home = installedMariadb();
    return { command: join(home, "bin", "mariadbd"), isMariadb: true, home };
  }
  return { command: given, isMariadb: /MariaDB/i.test(versionOf(given)), home: dirname(dirname(given)) };
}

/** As the program itself says. */
export function versionOf(command: string): string {
  try {
    return execFileSync(command, ["--no-defaults", "--version"], { encoding: "utf8" }).trim();
  } catch {
    throw new StackError(
      `STACK_MYSQL_SERVER is "${command}", which does not say its version. Set it to the path of a mysqld or mariadbd.`,
    );
  }
}

/** MariaDB's jars are built for Linux on x64 and macOS on ARM; the others' loaders would only say "bad CPU type". */
export function platformProblem(platform: NodeJS.Platform, arch: string): string | undefined {
  const names: Readonly<Record<string, string>> = { darwin: "macOS", linux: "Linux", win32: "Windows" };
  if ((platform === "linux" && arch === "x64") || (platform === "darwin" && arch === "arm64")) return undefined;
  return (
    `mysql cannot start: there is no jar with MariaDB for ${names[platform] ?? platform} on ${arch}. Use docker/compose.yaml, ` +
    "name a mysqld in STACK_MYSQL_SERVER, or run a MySQL of your own and start the rest with STACK_SERVICES=spark,s3."
  );
}

/** The unpacked jar holds `<version>/<system>/bin/mariadbd`, with names of its own for both. */
function installedMariadb(): string {
  const problem = platformProblem(process.platform, process.arch);
  if (problem !== undefined) throw new StackError(problem);
  const [server] = globSync(join(installed.mariadb, "**", "bin", "mariadbd"));
  if (server !== undefined) return dirname(dirname(server));
  throw new StackError(
    `mysql cannot start: no MariaDB for ${process.platform} ${process.arch} in ${installed.mariadb}. Run \`npm run setup\`.`,
  );
}
