import { crc32 } from "node:zlib";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AddArtifactsRequestSchema } from "../../gen/spark/connect/base_pb.js";
import type { Calls } from "../calls.ts";
import { ConnectionError } from "../connection-error.ts";

const MESSAGE_BYTES = 1024 * 1024;
/** A call that breaks is repeated from its start. */
const CALL_BYTES = 64 * 1024 * 1024;

/** Files of the session on the server, by name. */
export type Artifacts = ReadonlyMap<string, Uint8Array>;

/** Uploads what the session does not have yet. */
export async function uploadArtifacts(
  calls: Calls,
  artifacts: Artifacts,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { statuses } = await calls.call(
    "controlMs",
    (service, options) =>
      service.artifactStatus({ ...calls.session.requestHead(), names: [...artifacts.keys()] }, options),
    { signal },
  );
  let call = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const [name, data] of artifacts) {
    if (statuses[name]?.exists) {
      continue;
    }
    if (bytes > 0 && bytes + data.length > CALL_BYTES) {
      await upload(calls, call, signal);
      call = new Map();
      bytes = 0;
    }
    call.set(name, data);
    bytes += data.length;
  }
  if (call.size > 0) {
    await upload(calls, call, signal);
  }
}

async function upload(calls: Calls, artifacts: Artifacts, signal: AbortSignal | undefined): Promise<void> {
  const response = await calls.call(
    "uploadMs",
    (service, options) => service.addArtifacts(requests(calls, artifacts), options),
    { signal },
  );
  const broken = [...artifacts.keys()].find(
    (name) => !response.artifacts.some((artifact) => artifact.name === name && artifact.isCrcSuccessful),
  );
  if (broken !== undefined) {
    throw new ConnectionError("PROTOCOL_ERROR", `The server did not receive ${broken} as it was sent. Try again.`);
  }
}

async function* requests(
  calls: Calls,
  artifacts: Artifacts,
): AsyncGenerator<MessageInitShape<typeof AddArtifactsRequestSchema>, void, undefined> {
  const head = calls.session.requestHead();
  for (const [name, data] of artifacts) {
    const [first = chunk(data), ...rest] = chunks(data);
    if (rest.length === 0) {
      yield { ...head, payload: { case: "batch", value: { artifacts: [{ name, data: first }] } } };
      continue;
    }
    const numChunks = BigInt(rest.length + 1);
    const value = { name, totalBytes: BigInt(data.length), numChunks, initialChunk: first };
    yield { ...head, payload: { case: "beginChunk", value } };
    for (const value of rest) {
      yield { ...head, payload: { case: "chunk", value } };
    }
  }
}

function chunks(data: Uint8Array) {
  const count = Math.ceil(data.length / MESSAGE_BYTES);
  return Array.from({ length: count }, (_, index) =>
    chunk(data.subarray(index * MESSAGE_BYTES, (index + 1) * MESSAGE_BYTES)),
  );
}

function chunk(data: Uint8Array) {
  return { data, crc: BigInt(crc32(data)) };
}
