import { create } from "@bufbuild/protobuf";
import { ConfigRequest_GetOptionSchema } from "../../gen/spark/connect/base_pb.js";
import type { Calls } from "../calls.ts";

/** How the server wants large plans. Sizes are in bytes. */
export interface LargePlanSettings {
  /** Local data beyond this size is uploaded, apart from the plan; undefined when the server takes no uploads. */
  readonly uploadBeyond: number | undefined;
  /** Whether uploaded data may be in parts: since Spark 4.1. */
  readonly takesChunks: boolean;
  /** Plans beyond this size are compressed; undefined when the server cannot read compressed plans: before Spark 4.1. */
  readonly compressBeyond: number | undefined;
}

const UPLOAD_BEYOND = "spark.sql.session.localRelationCacheThreshold";
const CHUNK_ROWS = "spark.sql.session.localRelationChunkSizeRows";
const COMPRESS_BEYOND = "spark.connect.session.planCompression.threshold";
const ALGORITHM = "spark.connect.session.planCompression.defaultAlgorithm";

export async function largePlanSettings(calls: Calls, signal: AbortSignal | undefined): Promise<LargePlanSettings> {
  const value = create(ConfigRequest_GetOptionSchema, {
    keys: [UPLOAD_BEYOND, CHUNK_ROWS, COMPRESS_BEYOND, ALGORITHM],
  });
  const { pairs } = await calls.call(
    "configMs",
    (service, options) =>
      service.config({ ...calls.session.requestHead(), operation: { opType: { case: "getOption", value } } }, options),
    { signal },
  );
  const setting = (key: string): string | undefined => pairs.find((pair) => pair.key === key)?.value;
  return {
    uploadBeyond: threshold(setting(UPLOAD_BEYOND)),
    takesChunks: setting(CHUNK_ROWS) !== undefined,
    compressBeyond: setting(ALGORITHM)?.toUpperCase() === "ZSTD" ? threshold(setting(COMPRESS_BEYOND)) : undefined,
  };
}

/** A negative one turns the feature off. Spark shows sizes that were given with a unit in bytes, as `1024b`. */
function threshold(text: string | undefined): number | undefined {
  const { bytes } = /^(?<bytes>\d+)b?$/.exec(text ?? "")?.groups ?? {};
  return bytes === undefined ? undefined : Number(bytes);
}
