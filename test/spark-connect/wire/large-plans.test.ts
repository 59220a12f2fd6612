import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { zstdDecompressSync } from "node:zlib";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { test } from "vitest";
import type { Plan } from "../../../src/spark-connect/gen/spark/connect/base_pb.js";
import { LocalRelationSchema, RelationSchema } from "../../../src/spark-connect/gen/spark/connect/relations_pb.js";
import { SparkSession } from "../../../src/spark-connect/index.ts";
import { complete, FakeServer, type Response } from "./fake-server.ts";

const V40 = { "spark.sql.session.localRelationCacheThreshold": "67108864" };
const V41 = {
  "spark.sql.session.localRelationCacheThreshold": "1048576b",
  "spark.sql.session.localRelationChunkSizeRows": "10000",
  "spark.connect.session.planCompression.threshold": "10485760",
  "spark.connect.session.planCompression.defaultAlgorithm": "ZSTD",
};

/** A server with these settings. Keeps the plans that it was sent, and its session's files. */
class RecordingServer implements AsyncDisposable {
  readonly plans: (Plan | undefined)[] = [];
  readonly files = new Map<string, Uint8Array>();
  settingsAsked = 0;
  uploads = 0;
  /** What the server says of each file. */
  isCrcSuccessful = true;
  readonly #server: FakeServer;

  constructor(settings: Readonly<Record<string, string>>) {
    this.#server = new FakeServer([], {
      config: ({ sessionId, operation }) => {
        this.settingsAsked += 1;
        const keys = operation?.opType.case === "getOption" ? operation.opType.value.keys : [];
        const pairs = keys.map((key) => ({ key, ...(settings[key] !== undefined && { value: settings[key] }) }));
        return { sessionId, pairs };
      },
      artifactStatus: ({ sessionId, names }) => ({
        sessionId,
        statuses: Object.fromEntries(names.map((name) => [name, { exists: this.files.has(name) }])),
      }),
      addArtifacts: async (requests) => {
        this.uploads += 1;
        const parts = new Map<string, Uint8Array[]>();
        let current: Uint8Array[] = [];
        for await (const { payload } of requests) {
          if (payload.case === "batch") {
            for (const { name, data } of payload.value.artifacts) parts.set(name, [data?.data ?? new Uint8Array()]);
          } else if (payload.case === "beginChunk") {
            current = [payload.value.initialChunk?.data ?? new Uint8Array()];
            parts.set(payload.value.name, current);
          } else if (payload.case === "chunk") {
            current.push(payload.value.data);
          }
        }
        for (const [name, bytes] of parts) this.files.set(name, Buffer.concat(bytes));
        const { isCrcSuccessful } = this;
        return { artifacts: [...parts.keys()].map((name) => ({ name, isCrcSuccessful })) };
      },
      executePlan: ({ plan, sessionId, operationId = "" }) => {
        this.plans.push(plan);
        return noRows(sessionId, operationId);
      },
      analyzePlan: ({ sessionId, analyze }) => {
        this.plans.push(analyze.case === "explain" ? analyze.value.plan : undefined);
        return { sessionId, result: { case: "explain", value: { explainString: "done" } } };
      },
    });
  }

  async session(): Promise<SparkSession> {
    return SparkSession.connect(await this.#server.listen(), { environment: {} });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}

async function* noRows(sessionId: string, operationId: string): AsyncGenerator<Response> {
  const schema = { kind: { case: "struct", value: {} } } as const;
  yield { sessionId, operationId, schema };
  yield { sessionId, operationId, ...complete };
}

const rows = Array.from({ length: 25_000 }, (_, id) => [id, "x".repeat(100)]);
const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

test("a small plan is sent at once, without asking how", async () => {
  await using server = new RecordingServer(V41);
  await using session = await server.session();
  await session.createDataFrame(rows.slice(0, 100), "id INT, s STRING").collect();
  assert.equal(server.settingsAsked, 0);
  assert.equal(server.plans[0]?.opType.case, "root");
});

test("large local data are uploaded once, in a part for each batch, and named by their hashes in every plan", async () => {
  await using server = new RecordingServer(V41);
  await using session = await server.session();
  const frame = session.createDataFrame(rows, "id INT, s STRING");
  const before = frame.toPlanJson();
  await frame.filter("id > 3").collect();
  await frame.explain();
  assert.equal(server.uploads, 1);
  assert.equal(server.files.size, 4);
  for (const [name, bytes] of server.files) assert.equal(name, `cache/${sha256(bytes)}`);
  const { schema = "" } = frame.relation.relType.case === "localRelation" ? frame.relation.relType.value : {};
  for (const plan of server.plans) {
    const root = plan?.opType.case === "root" ? plan.opType.value : undefined;
    const relation = root?.relType.case === "filter" ? root.relType.value.input : root;
    assert.equal(relation?.common?.planId, frame.relation.common?.planId);
    assert.ok(relation?.relType.case === "chunkedCachedLocalRelation");
    const { dataHashes, schemaHash } = relation.relType.value;
    assert.equal(schemaHash, sha256(schema));
    assert.deepEqual(
      [...dataHashes, schemaHash].map((hash) => `cache/${hash}`),
      [...server.files.keys()],
    );
  }
  assert.equal(server.plans.length, 2);
  assert.deepEqual(frame.toPlanJson(), before);
});

test("what the session has is not uploaded again for another frame", async () => {
  await using server = new RecordingServer(V41);
  await using session = await server.session();
  await session.createDataFrame(rows, "id INT, s STRING").collect();
  await session.createDataFrame(rows, "id INT, s STRING").collect();
  assert.equal(server.uploads, 1);
});

test("a server before 4.1 gets large local data in one piece", async () => {
  await using server = new RecordingServer({ ...V40, "spark.sql.session.localRelationCacheThreshold": "1048576" });
  await using session = await server.session();
  const frame = session.createDataFrame(rows, "id INT, s STRING");
  await frame.collect();
  const [root] = server.plans.map((plan) => (plan?.opType.case === "root" ? plan.opType.value : undefined));
  assert.ok(root?.relType.case === "cachedLocalRelation");
  const piece = server.files.get(`cache/${root.relType.value.hash}`) ?? new Uint8Array();
  assert.ok(frame.relation.relType.case === "localRelation");
  assert.ok(toBinary(LocalRelationSchema, frame.relation.relType.value).every((byte, index) => byte === piece[index]));
});

test("local data below the server's threshold travel in the plan", async () => {
  await using server = new RecordingServer(V40);
  await using session = await server.session();
  await session.createDataFrame(rows, "id INT, s STRING").collect();
  assert.equal(server.uploads, 0);
  const [plan] = server.plans;
  assert.ok(plan?.opType.case === "root" && plan.opType.value.relType.case === "localRelation");
});

test("data that arrived damaged are an error", async () => {
  await using server = new RecordingServer(V41);
  server.isCrcSuccessful = false;
  await using session = await server.session();
  await assert.rejects(session.createDataFrame(rows, "id INT, s STRING").collect(), {
    code: "PROTOCOL_ERROR",
    message: /did not receive cache\/[0-9a-f]{64} as it was sent/,
  });
  assert.equal(server.plans.length, 0);
});

const longLiteral = `SELECT '${"y".repeat(200_000)}' AS s`;

test("a large plan is compressed where the server offers it", async () => {
  await using server = new RecordingServer({ ...V41, "spark.connect.session.planCompression.threshold": "100000" });
  await using session = await server.session();
  const frame = session.range(0, 1).selectExpr(longLiteral.slice("SELECT ".length));
  await frame.collect();
  await frame.explain();
  for (const plan of server.plans) {
    assert.ok(plan?.opType.case === "compressedOperation");
    const { data, opType, compressionCodec } = plan.opType.value;
    assert.deepEqual([opType, compressionCodec], [1, 1]);
    assert.ok(data.length < 1000);
    assert.deepEqual(fromBinary(RelationSchema, zstdDecompressSync(data)), frame.relation);
  }
  assert.equal(server.plans.length, 2);
});

for (const [name, settings] of [
  ["a server before 4.1", V40],
  ["a server whose threshold is larger", V41],
  ["a server that turned it off", { ...V41, "spark.connect.session.planCompression.threshold": "-1" }],
] as const) {
  test(`${name} gets a large plan as it is`, async () => {
    await using server = new RecordingServer(settings);
    await using session = await server.session();
    await session.range(0, 1).selectExpr(longLiteral.slice("SELECT ".length)).collect();
    assert.equal(server.plans[0]?.opType.case, "root");
  });
}
