import { createHash } from "node:crypto";
import { type FileMetaData, parquetMetadataAsync, parquetSchema } from "hyparquet";
import { cappedList, quoted } from "../../text/index.ts";
import { LakeError } from "../lake-error.ts";
import type { Lake } from "../open-lake.ts";
import { readRange } from "../read-object.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFault } from "./file-fault.ts";
import { guarded } from "./guarded-inspector.ts";
import type { HashedFindings } from "./inspect-text.ts";
import { type ContentFindings, type ParquetColumn, unreadable } from "./inspection.ts";
import { extraColumns, judgeColumns } from "./judge-columns.ts";
import { columnOf, isOfKind, KIND_TYPES, NULL_TYPE } from "./parquet-type.ts";
import { type FileToInspect, type InspectOptions, readContent } from "./read-content.ts";

/** Far more than any real footer; a broken length field must not fill the memory. */
const MOST_FOOTER_BYTES = 64 * 1024 * 1024;

/** Inspects a Parquet file by its footer; its content is only hashed. */
export async function inspectParquet(
  lake: Lake,
  file: FileToInspect,
  feed: FeedContract,
  options: InspectOptions,
): Promise<HashedFindings> {
  const footer = await readFooter(lake, file, options.signal);
  const hash = createHash("sha256");
  await readContent(lake, file, options, (piece) => void hash.update(piece));
  const findings = footer instanceof Error ? noParquet(footer) : guarded(() => judgeFooter(footer, feed));
  return { ...findings, sha256: hash.digest("hex") };
}

/** The footer, or what is wrong with it. */
async function readFooter(
  lake: Lake,
  { key, etag, sizeBytes }: FileToInspect,
  signal: AbortSignal | undefined,
): Promise<FileMetaData | Error> {
  const slice = async (start: number, end = sizeBytes): Promise<ArrayBuffer> => {
    if (end - start > MOST_FOOTER_BYTES) throw new Error(`its footer would have ${end - start} bytes`);
    const bytes = await readRange(lake, key, { etag, start, end, signal });
    return new Uint8Array(bytes).buffer;
  };
  try {
    return await parquetMetadataAsync({ byteLength: sizeBytes, slice }, { geoparquet: false });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof LakeError) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}

function noParquet({ message }: Error): ContentFindings {
  return unreadable({ code: "corrupt_file", detail: `the file is no Parquet, or cut off: ${message}` });
}

function judgeFooter(footer: FileMetaData, feed: FeedContract): ContentFindings {
  const parquetTypes = parquetSchema(footer).children.map(columnOf);
  const columns = parquetTypes.map(({ name }) => name);
  return {
    records: Number(footer.num_rows),
    lines: 0,
    preambleLines: 0,
    columns,
    extraColumns: extraColumns(columns, feed),
    multiline: false,
    faults: [
      ...judgeColumns(columns, feed, { place: "the schema", content: cappedList(columns.map((name) => quoted(name))) }),
      ...typeFaults(parquetTypes, feed),
      ...codecFaults(footer),
    ],
    parquetTypes,
  };
}

/** Only columns that the feed asks for are judged: no others need to be read. */
function typeFaults(columns: readonly ParquetColumn[], feed: FeedContract): readonly FileFault[] {
  const kinds = new Map(feed.columns.map(({ name, kind }) => [name, kind]));
  return columns.flatMap(({ name, type, readAs }): readonly FileFault[] => {
    const kind = kinds.get(name);
    if (kind === undefined) return [];
    if (!isOfKind(type, kind)) {
      return [{ code: `wrong_type:${name}`, detail: `"${name}" is ${type}; it must be ${KIND_TYPES[kind].name}` }];
    }
    if (readAs === undefined && type !== NULL_TYPE) {
      return [{ code: `wrong_type:${name}`, detail: `"${name}" is ${type}, which Spark does not read` }];
    }
    return [];
  });
}

/** Codecs that Spark's reader has no code for without further jars; it would end the whole job at such a file. */
const UNREAD_CODECS: ReadonlySet<string | undefined> = new Set(["BROTLI", "LZO"]);

function codecFaults(footer: FileMetaData): readonly FileFault[] {
  const codecs = footer.row_groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec));
  const codec = codecs.find((name) => UNREAD_CODECS.has(name));
  if (codec === undefined) return [];
  return [{ code: "unsupported_format", detail: `the file is compressed with ${codec}; use SNAPPY, ZSTD or GZIP` }];
}
