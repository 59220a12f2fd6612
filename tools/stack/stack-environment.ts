import { writeFileSync } from "node:fs";
import type { Credentials } from "./credentials.ts";
import { database, user } from "./mysql.ts";
import { loopback } from "./ports.ts";
import { bucket, region, s3Endpoint } from "./s3.ts";
import type { Service } from "./stack-settings.ts";

export type StackEnvironment = Readonly<Record<string, string>>;

/** Spark's name for `spark.connect.authenticate.token` in the environment, of the server and of every client. */
export const SPARK_TOKEN = "SPARK_CONNECT_AUTHENTICATE_TOKEN";

/** The variables with which the pipeline, and any AWS SDK, finds the stack's servers. */
export function stackEnvironment(
  services: readonly Service[],
  ports: Readonly<Record<Service, number>>,
  credentials: Credentials,
): StackEnvironment {
  const of: Readonly<Record<Service, StackEnvironment>> = {
    spark: {
      // PySpark sends a token without TLS to this name alone, and to no other of this machine.
      SPARK_REMOTE: `sc://localhost:${ports.spark}`,
      [SPARK_TOKEN]: credentials.sparkToken,
    },
    s3: {
      S3_BUCKET: bucket,
      AWS_REGION: region,
      AWS_ENDPOINT_URL_S3: s3Endpoint(ports.s3),
      AWS_ACCESS_KEY_ID: credentials.s3AccessKey,
      AWS_SECRET_ACCESS_KEY: credentials.s3SecretKey,
    },
    mysql: {
      MYSQL_HOST: loopback,
      MYSQL_PORT: String(ports.mysql),
      MYSQL_DATABASE: database,
      MYSQL_USER: user,
      MYSQL_PASSWORD: credentials.mysqlPassword,
    },
  };
  return Object.assign({}, ...services.map((service) => of[service]));
}

/**
 * The address of these variables with the token in it, for a client that must not take the token of its own environment.
 * Empty without a Spark server.
 */
export function remoteWithToken(env: StackEnvironment): string {
  const { SPARK_REMOTE: remote = "", [SPARK_TOKEN]: token } = env;
  return token === undefined ? remote : `${remote}/;token=${encodeURIComponent(token)}`;
}

/** Writes the variables for a shell's `source`, readable by the user alone. */
export function writeEnvironmentFile(path: string, env: StackEnvironment): void {
  const lines = Object.entries(env).map(([name, value]) => `export ${name}=${value}\n`);
  writeFileSync(path, lines.join(""), { mode: 0o600 });
}
