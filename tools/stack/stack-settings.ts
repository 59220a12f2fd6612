import { StackError } from "./stack-error.ts";

export type Service = "spark" | "s3" | "mysql";

const services: readonly Service[] = ["spark", "s3", "mysql"];

export interface StackSettings {
  /** Which servers to start. @default all three */
  readonly services: readonly Service[];
  /** 0 means any free port. @default 0 */
  readonly ports: Readonly<Record<Service, number>>;
  /** `local[*]`, `local[<cores>]`, or a standalone master and workers of one core: `cluster[<workers>]`, `cluster` for two. @default local[*] */
  readonly sparkMaster: string;
  /** Heap of the Spark Connect server, as the JVM's -Xmx takes it. @default 3g */
  readonly sparkMemory: string;
  /** Whether Spark's web UI listens. @default false */
  readonly sparkUi: boolean;
  /** A folder with the jars of another version of Spark. @default those of docker/pom.xml */
  readonly sparkJars: string | undefined;
  /** Spark's settings, over those of the stack. */
  readonly sparkConf: Readonly<Record<string, string>>;
  /** Whether what MySQL has committed outlives a failure of the machine, for which it waits for the disk. @default true */
  readonly mysqlDurable: boolean;
  /** The path of another mysqld or mariadbd. @default MariaDB, as docker/pom.xml names it */
  readonly mysqlServer: string | undefined;
}

export const defaultSettings: StackSettings = {
  services,
  ports: { spark: 0, s3: 0, mysql: 0 },
  sparkMaster: "local[*]",
  sparkMemory: "3g",
  sparkUi: false,
  sparkJars: undefined,
  sparkConf: {},
  mysqlDurable: true,
  mysqlServer: undefined,
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the STACK_* variables. Throws a StackError that names the variable it does not understand. */
export function settingsFromEnvironment(env: Environment): StackSettings {
  const ports = {
    spark: port(env, "STACK_SPARK_PORT"),
    s3: port(env, "STACK_S3_PORT"),
    mysql: port(env, "STACK_MYSQL_PORT"),
  };
  const given = Object.values(ports).filter((value) => value !== 0);
  if (new Set(given).size < given.length) {
    throw new StackError("STACK_SPARK_PORT, STACK_S3_PORT and STACK_MYSQL_PORT must differ from each other.");
  }
  const flag = { expected: "`1` (on) or `0` (off)" };
  return {
    services: servicesFrom(env),
    ports,
    sparkMaster: matching(env, "STACK_SPARK_MASTER", /^(cluster(\[[1-9]\d*\])?|local\[([1-9]\d*|\*)\])$/, {
      fallback: defaultSettings.sparkMaster,
      expected: "`local[*]`, `local[<cores>]`, `cluster` or `cluster[<workers>]`",
    }),
    sparkMemory: matching(env, "STACK_SPARK_MEMORY", /^[1-9]\d*[mg]$/, {
      fallback: defaultSettings.sparkMemory,
      expected: "a size such as `1500m` or `3g`",
    }),
    sparkUi: matching(env, "STACK_SPARK_UI", /^[01]$/, { ...flag, fallback: "0" }) === "1",
    sparkJars: env["STACK_SPARK_JARS"] || undefined,
    sparkConf: sparkConf(env),
    mysqlDurable: matching(env, "STACK_MYSQL_DURABLE", /^[01]$/, { ...flag, fallback: "1" }) === "1",
    mysqlServer: env["STACK_MYSQL_SERVER"] || undefined,
  };
}

/** The same settings as variables, for a process that reads them with `settingsFromEnvironment`. */
export function settingsAsEnvironment(settings: StackSettings): Readonly<Record<string, string>> {
  const { ports } = settings;
  return {
    STACK_SERVICES: settings.services.join(","),
    STACK_SPARK_PORT: ports.spark === 0 ? "" : String(ports.spark),
    STACK_S3_PORT: ports.s3 === 0 ? "" : String(ports.s3),
    STACK_MYSQL_PORT: ports.mysql === 0 ? "" : String(ports.mysql),
    STACK_SPARK_MASTER: settings.sparkMaster,
    STACK_SPARK_MEMORY: settings.sparkMemory,
    STACK_SPARK_UI: settings.sparkUi ? "1" : "0",
    STACK_SPARK_JARS: settings.sparkJars ?? "",
    STACK_SPARK_CONF: Object.entries(settings.sparkConf)
      .map(([key, value]) => `${key}=${value}`)
      .join(";"),
    STACK_MYSQL_DURABLE: settings.mysqlDurable ? "1" : "0",
    STACK_MYSQL_SERVER: settings.mysqlServer ?? "",
  };
}

function servicesFrom(env: Environment): readonly Service[] {
  const all = services.join(",");
  const names = matching(env, "STACK_SERVICES", /^(spark|s3|mysql)(,(spark|s3|mysql))*$/, {
    fallback: all,
    expected: `some of \`${all}\``,
  }).split(",");
  return services.filter((service) => names.includes(service));
}

function port(env: Environment, name: string): number {
  const value = env[name];
  if (value === undefined || value === "") return 0;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 65_535) {
    throw new StackError(`${name} is "${value}". Set it to a port from 1 to 65535, or unset it for a free one.`);
  }
  return number;
}

function sparkConf(env: Environment): Readonly<Record<string, string>> {
  const text = matching(env, "STACK_SPARK_CONF", /^spark\.[^=;]+=[^;]*(;spark\.[^=;]+=[^;]*)*$/, {
    fallback: "",
    expected: "`spark.<name>=<value>;spark.<name>=<value>`",
  });
  const pairs = text.split(";").map((pair) => {
    const equals = pair.indexOf("=");
    return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
  });
  return text === "" ? {} : Object.fromEntries(pairs);
}

function matching(
  env: Environment,
  name: string,
  pattern: RegExp,
  { fallback, expected }: { readonly fallback: string; readonly expected: string },
): string {
  const value = env[name];
  if (value === undefined || value === "") return fallback;
  if (!pattern.test(value)) throw new StackError(`${name} is "${value}". Set it to ${expected}.`);
  return value;
}
