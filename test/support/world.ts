import { randomBytes } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type ConnectionOptions, createConnection, createPool, type RowDataPacket } from "mysql2/promise";
import { salesJob } from "../../jobs/sales/index.ts";
import { loadSettings as load, type Settings } from "../../src/config/index.ts";
import type { Job } from "../../src/job/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import type { RunOutcome } from "../../src/pipeline/outcome/run-outcome.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { createDeclaredTables, migrate, openWarehouse } from "../../src/warehouse/index.ts";
import { copyBucket, copyDatabase } from "./copy-world.ts";
import { emptyBucket } from "./empty-bucket.ts";
import { serverEnvironment } from "./server-environment.ts";
import type { ExampleFile } from "./worked-example.ts";

/** A bucket and a database of a test's own on the real servers, with the tables made. Gone when disposed. */
export interface World extends AsyncDisposable {
  readonly settings: Settings;
  /** The environment that a child process needs to work in this world. */
  readonly env: Readonly<Record<string, string>>;
  readonly s3: S3Client;
  land(key: string, content: string | Uint8Array): Promise<void>;
  /** One after the other, as files arrive. */
  landAll(files: readonly ExampleFile[]): Promise<void>;
  remove(key: string): Promise<void>;
  etag(key: string): Promise<string | undefined>;
  run(options?: {
    readonly asOf?: string;
    readonly signal?: AbortSignal;
    readonly settings?: Settings;
  }): Promise<RunOutcome>;
  /** Rows with DECIMAL and BIGINT as text and dates as yyyy-MM-dd. */
  rows<Shape extends object = Readonly<Record<string, unknown>>>(
    sql: string,
    values?: readonly (string | number)[],
  ): Promise<readonly Shape[]>;
  /** For statements that change rows. */
  change(sql: string, values?: readonly (string | number)[]): Promise<void>;
  /** Without a prefix, all but the pipeline's own records (`_pipeline…`). */
  keys(prefix?: string): Promise<readonly string[]>;
  read(key: string): Promise<Uint8Array>;
  /** The objects of the partitioned mart. */
  partitions(): Promise<readonly { readonly key: string; readonly bytes: Uint8Array }[]>;
}

export interface WorldNames {
  readonly database: string;
  readonly bucket: string;
}

export interface WorldOptions {
  readonly run?: Partial<Settings["run"]>;
  /** The job's rules. */
  readonly rules?: Settings["rules"];
  /** @default the job for sales */
  readonly job?: Job;
  /** Whether the tables are made. @default true */
  readonly migrated?: boolean;
  /** @default names that nobody else has */
  readonly names?: WorldNames;
  /** Begins with all that is there, tables included. */
  readonly copyOf?: WorldNames;
  /** Whether bucket and database stay when the world is disposed of. @default false */
  readonly isKept?: boolean;
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { run = {}, rules = {}, job = salesJob, migrated = true, names = newNames(), copyOf, isKept = false } = options;
  const { database, bucket } = names;
  const env = { ...serverEnvironment(), S3_BUCKET: bucket, MYSQL_DATABASE: database };
  const base = load(job, { env });
  const settings = { ...base, run: { ...base.run, ...run }, rules: { ...base.rules, ...rules } };
  const s3 = new S3Client({ forcePathStyle: true });
  const creator = await createConnection(adminOptions());
  await creator.query(`CREATE DATABASE ${database}`);
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  if (copyOf !== undefined) {
    await copyDatabase(creator, copyOf.database, database);
    await creator.query(`UPDATE ${database}.staging_files SET bucket = ?`, [bucket]);
    await copyBucket(s3, copyOf.bucket, bucket);
  }
  await creator.end();
  // A pool connects anew after a test has killed the server.
  const admin = createPool({ ...adminOptions(), database, connectionLimit: 1 });
  if (copyOf === undefined && migrated) {
    await using warehouse = await openWarehouse(settings.mysql);
    await migrate(warehouse);
    await createDeclaredTables(warehouse, job);
  }
  const keys = async (prefix = ""): Promise<readonly string[]> => {
    // Keys may hold characters that XML cannot.
    const encoded = { Bucket: bucket, Prefix: prefix, EncodingType: "url" } as const;
    const { Contents } = await s3.send(new ListObjectsV2Command(encoded));
    const found = (Contents ?? []).flatMap(({ Key }) =>
      Key === undefined ? [] : [decodeURIComponent(Key.replaceAll("+", "%20"))],
    );
    return prefix === "" ? found.filter((key) => !key.startsWith("_pipeline")) : found;
  };
  const land = async (key: string, content: string | Uint8Array): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }));
  };
  const read = async (key: string): Promise<Uint8Array> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Error(`${key} has no body.`);
    return await Body.transformToByteArray();
  };
  return {
    settings,
    env,
    s3,
    keys,
    land,
    async landAll(files) {
      for (const { key, text } of files) await land(key, text);
    },
    async remove(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async etag(key) {
      return (await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ETag;
    },
    run: ({ asOf = "2026-01-01", signal = new AbortController().signal, settings: other } = {}) =>
      runPipeline({
        job,
        settings: other ?? settings,
        asOf,
        signal,
        logger: (bindings) => createLogger(process.env["TEST_LOG_LEVEL"] ?? "silent", bindings),
      }),
    async rows<Shape extends object = Readonly<Record<string, unknown>>>(
      sql: string,
      values: readonly (string | number)[] = [],
    ) {
      const [rows] = await admin.execute<(RowDataPacket & Shape)[]>(sql, [...values]);
      return rows.map((row) => ({ ...row }));
    },
    async change(sql, values = []) {
      await admin.execute(sql, [...values]);
    },
    async partitions() {
      const objects = (await keys("processed/sales_team_data_mart/")).filter((key) => key.endsWith(".parquet"));
      return await Promise.all(objects.map(async (key) => ({ key, bytes: await read(key) })));
    },
    read,
    async [Symbol.asyncDispose]() {
      if (!isKept) {
        await admin.query(`DROP DATABASE IF EXISTS ${database}`);
        await emptyBucket(s3, bucket);
        // A bucket of s3proxy can keep a folder that no listing shows, and then refuses to go; it goes with the stack's data.
        await s3.send(new DeleteBucketCommand({ Bucket: bucket })).catch(unlessNotEmpty);
      }
      await admin.end();
      s3.destroy();
    },
  };
}

function unlessNotEmpty(error: unknown): void {
  if (!(error instanceof Error && error.name === "BucketNotEmpty")) throw error;
}

function newNames(): WorldNames {
  const name = randomBytes(5).toString("hex");
  return { database: `test_${name}`, bucket: `test-${name}` };
}

/** DECIMAL, BIGINT and dates as text: nothing passes through a float or a time zone. */
export function adminOptions(): ConnectionOptions {
  const env = serverEnvironment();
  return {
    host: env.MYSQL_HOST,
    port: Number(env.MYSQL_PORT),
    user: env.MYSQL_USER,
    password: env.MYSQL_PASSWORD,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
  };
}
