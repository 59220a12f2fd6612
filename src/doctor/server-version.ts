import { Finding } from "./check.ts";

interface Version {
  readonly vendor: "MySQL" | "MariaDB";
  readonly numbers: readonly number[];
}

/** The oldest of each that has all that statements use, row locks without waiting and checked JSON among them. docs/mysql.md */
const OLDEST: Readonly<Record<Version["vendor"], readonly number[]>> = {
  MySQL: [8, 0, 19],
  MariaDB: [10, 6, 0],
};

/** @throws Finding failed, where the server is too old; a warning, where it does not say what it is */
export function judgeVersion(reported: string): string {
  const version = parseVersion(reported);
  if (version === undefined) {
    throw new Finding("warning", `The server calls its version '${reported}', which says nothing. ${SUPPORTED}`);
  }
  const { vendor, numbers } = version;
  const name = `${vendor} ${numbers.join(".")}`;
  if (compare(numbers, OLDEST[vendor]) < 0) throw new Finding("failed", `${name} is too old. ${SUPPORTED}`);
  return `${name} is supported`;
}

const SUPPORTED = `MySQL from ${OLDEST.MySQL.join(".")} and MariaDB from ${OLDEST.MariaDB.join(".")} are supported.`;

/** MariaDB may put a version of MySQL before its own, for old clients: `5.5.5-10.11.6-MariaDB`. */
function parseVersion(reported: string): Version | undefined {
  const mariaDb = /(\d+)\.(\d+)\.(\d+)-MariaDB/i.exec(reported);
  const found = mariaDb ?? /^(\d+)\.(\d+)\.(\d+)/.exec(reported);
  return found === null
    ? undefined
    : { vendor: mariaDb === null ? "MySQL" : "MariaDB", numbers: found.slice(1, 4).map(Number) };
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, position) => number !== other[position]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
