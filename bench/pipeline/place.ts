import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Connection, createConnection } from "mysql2/promise";
import { emptyBucket } from "../../tools/demo/s3-sink.ts";
import { runProgram } from "./run-program.ts";

type Environment = Readonly<Record<string, string>>;

/** A bucket and a database for runs that are measured, with the tables made. Gone when disposed. */
export interface Place extends AsyncDisposable {
  /** What a command needs to work here. */
  readonly env: Environment;
  readonly bucket: string;
  /** Returns the object's ETag. */
  land(key: string, content: string | Uint8Array): Promise<string>;
}

/** @param name of lower-case letters and digits, which no other place of this process has */
export async function openPlace(servers: Environment, name: string): Promise<Place> {
  const bucket = `bench-${name}-${process.pid}`;
  // The stack's user may make databases of such names only.
  const database = `bench_test_${name}_${process.pid}`;
  const env = { ...servers, S3_BUCKET: bucket, MYSQL_DATABASE: database };
  const s3 = s3Client(servers);
  const query = async (statement: string) => {
    const connection = await mysqlConnection(servers);
    await connection.query(statement);
    await connection.end();
  };
  await query(`DROP DATABASE IF EXISTS ${database}`);
  await query(`CREATE DATABASE ${database}`);
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await runProgram(["init"], env, [0]);
  return {
    env,
    bucket,
    async land(key, content) {
      const { ETag } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }));
      return ETag ?? "";
    },
    async [Symbol.asyncDispose]() {
      await emptyBucket(s3, bucket);
      s3.destroy();
      await query(`DROP DATABASE ${database}`);
    },
  };
}

export function s3Client(servers: Environment): S3Client {
  return new S3Client({
    forcePathStyle: true,
    endpoint: servers["AWS_ENDPOINT_URL_S3"] ?? "",
    region: servers["AWS_REGION"] ?? "us-east-1",
    credentials: {
      accessKeyId: servers["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: servers["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  });
}

export function mysqlConnection(servers: Environment): Promise<Connection> {
  return createConnection({
    host: servers["MYSQL_HOST"] ?? "127.0.0.1",
    port: Number(servers["MYSQL_PORT"]),
    user: servers["MYSQL_USER"] ?? "",
    password: servers["MYSQL_PASSWORD"] ?? "",
  });
}
