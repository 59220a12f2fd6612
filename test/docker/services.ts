import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { newCredentials } from "../../tools/stack/credentials.ts";
import { freePort, loopback } from "../../tools/stack/ports.ts";
import type { ExampleFile } from "../support/worked-example.ts";
import type { World } from "../support/world.ts";

/** It is in the image. */
const BUCKET = "sales-lake";

/** The services of compose.yaml, as this machine reaches them. */
export interface Services extends Pick<World, "rows" | "partitions"> {
  /** What `docker/.env` is for. */
  readonly env: Readonly<Record<string, string>>;
  /** For a driver that runs on this machine: Spark's executors reach S3 and MySQL by the names that containers have. */
  readonly outside: Readonly<Record<string, string>>;
  landAll(files: readonly ExampleFile[]): Promise<void>;
  keys(prefix: string): Promise<readonly string[]>;
}

export async function newServices(): Promise<Services> {
  const { s3AccessKey, s3SecretKey, mysqlPassword, sparkToken: token } = newCredentials();
  const [spark, s3Port, mysql] = [await freePort(), await freePort(), await freePort()];
  const keys = { AWS_ACCESS_KEY_ID: s3AccessKey, AWS_SECRET_ACCESS_KEY: s3SecretKey };
  const endpoint = `http://${loopback}:${s3Port}`;
  const s3 = new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: s3AccessKey, secretAccessKey: s3SecretKey },
  });
  const list = async (prefix: string) => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  };
  return {
    env: {
      ...keys,
      MYSQL_PASSWORD: mysqlPassword,
      SPARK_TOKEN: token,
      SPARK_PORT: String(spark),
      S3_PORT: String(s3Port),
      MYSQL_PORT: String(mysql),
    },
    outside: {
      ...keys,
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL_S3: endpoint,
      S3_BUCKET: BUCKET,
      MYSQL_HOST: loopback,
      MYSQL_PORT: String(mysql),
      MYSQL_TLS: "required",
      MYSQL_DATABASE: "sales",
      MYSQL_USER: "sales_pipeline",
      MYSQL_PASSWORD: mysqlPassword,
      SPARK_REMOTE: `sc://${loopback}:${spark}`,
      SPARK_CONNECT_AUTHENTICATE_TOKEN: token,
      SPARK_JDBC_URL: "jdbc:mysql://mysql:3306/sales",
    },
    async landAll(files) {
      for (const { key, text } of files) await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: text }));
    },
    keys: list,
    async rows<Shape extends object = Readonly<Record<string, unknown>>>(sql: string) {
      const connection = await createConnection({
        host: loopback,
        port: mysql,
        user: "sales_pipeline",
        password: mysqlPassword,
        database: "sales",
        ssl: { rejectUnauthorized: false },
        dateStrings: true,
        supportBigNumbers: true,
        bigNumberStrings: true,
      });
      try {
        const [rows] = await connection.query<(RowDataPacket & Shape)[]>(sql);
        return rows.map((row) => ({ ...row }));
      } finally {
        await connection.end();
      }
    },
    async partitions() {
      const objects = (await list("processed/sales_team_data_mart/")).filter((key) => key.endsWith(".parquet"));
      return await Promise.all(
        objects.map(async (key) => {
          const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
          if (Body === undefined) throw new Error(`${key} has no body.`);
          return { key, bytes: await Body.transformToByteArray() };
        }),
      );
    },
  };
}
