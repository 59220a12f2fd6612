import { createHash } from "node:crypto";
import { create, toBinary } from "@bufbuild/protobuf";
import { splitStream } from "../../arrow/ipc-stream.ts";
import {
  CachedLocalRelationSchema,
  ChunkedCachedLocalRelationSchema,
  type LocalRelation,
  LocalRelationSchema,
  type Relation,
} from "../../gen/spark/connect/relations_pb.js";
import type { Artifacts } from "./artifact-upload.ts";

/** A relation whose data lies in the session on the server, named by their SHA-256. */
export interface UploadedData {
  readonly relType: Relation["relType"];
  readonly artifacts: Artifacts;
}

/** Since Spark 4.1: a part for each record batch, which the server reads one after the other. */
export function inChunks({ data = new Uint8Array(), schema }: LocalRelation): UploadedData {
  const artifacts = new Map<string, Uint8Array>();
  const dataHashes = splitStream(data).map((chunk) => add(artifacts, chunk));
  const schemaHash = schema === undefined ? {} : { schemaHash: add(artifacts, new TextEncoder().encode(schema)) };
  const value = create(ChunkedCachedLocalRelationSchema, { dataHashes, ...schemaHash });
  return { relType: { case: "chunkedCachedLocalRelation", value }, artifacts };
}

/** Before Spark 4.1: the whole relation. */
export function inOnePiece(relation: LocalRelation): UploadedData {
  const artifacts = new Map<string, Uint8Array>();
  const hash = add(artifacts, toBinary(LocalRelationSchema, relation));
  const value = create(CachedLocalRelationSchema, { hash });
  return { relType: { case: "cachedLocalRelation", value }, artifacts };
}

/** Returns the hash. */
function add(artifacts: Map<string, Uint8Array>, bytes: Uint8Array): string {
  const hash = createHash("sha256").update(bytes).digest("hex");
  artifacts.set(`cache/${hash}`, bytes);
  return hash;
}
