import { createHash } from "node:crypto";
import { cappedList, excerpt, quoted } from "../../text/index.ts";
import type { Lake } from "../open-lake.ts";
import { readRange } from "../read-object.ts";
import { ContentError } from "./content-error.ts";
import type { FeedContract } from "./feed-contract.ts";
import { fetchFooter, IN_PLAIN, type ReadPart } from "./fetch-footer.ts";
import type { FileFault } from "./file-fault.ts";
import { guarded, uninspectable } from "./guarded-inspector.ts";
import type { HashedFindings } from "./inspect-text.ts";
import { type ContentFindings, type ParquetColumn, unreadable } from "./inspection.ts";
import { extraColumns, judgeColumns, named } from "./judge-columns.ts";
import { type ParquetFooter, readFooter } from "./parquet-footer.ts";
import { columnOf, isOfKind, KIND_TYPES, NULL_TYPE } from "./parquet-type.ts";
import { type FileToInspect, type InspectOptions, readContent } from "./read-content.ts";

/** Inspects a Parquet file by its footer; its content is only hashed. */
export async function inspectParquet(
  lake: Lake,
  file: FileToInspect,
  feed: FeedContract,
  options: InspectOptions,
): Promise<HashedFindings> {
  const { key, etag, sizeBytes } = file;
  const readPart = (start: number, end: number) => readRange(lake, key, { etag, start, end, signal: options.signal });
  const findings = await inspectFooter(sizeBytes, readPart, feed);
  const hash = createHash("sha256");
  await readContent(lake, file, options, (piece) => void hash.update(piece));
  return { ...findings, sha256: hash.digest("hex") };
}

/** What there is to say of a Parquet file by its footer, read by `readPart`. */
export async function inspectFooter(
  sizeBytes: number,
  readPart: ReadPart,
  feed: FeedContract,
): Promise<ContentFindings> {
  try {
    const footer = await fetchFooter(sizeBytes, readPart);
    return guarded(() => judgeFooter(readFooter(footer), feed));
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return unreadable(uninspectable(error));
  }
}

function judgeFooter(footer: ParquetFooter, feed: FeedContract): ContentFindings {
  const parquetTypes = footer.columns.map(columnOf);
  const columns = parquetTypes.map(({ name }) => name);
  const content = `its columns are ${cappedList(columns.map((name) => quoted(name)))}`;
  return {
    records: footer.records,
    lines: 0,
    preambleLines: 0,
    columns,
    extraColumns: extraColumns(columns, feed),
    multiline: false,
    faults: [
      ...judgeColumns(columns, feed, { place: "the schema", content }),
      ...parquetTypes.flatMap((column, position) => typeFaults(column, position, feed)),
      ...codecFaults(footer),
      ...encryptionFaults(footer),
    ],
    parquetTypes,
  };
}

/** Only columns that the feed asks for are judged: no others need to be read. */
function typeFaults({ name, type, readAs }: ParquetColumn, position: number, feed: FeedContract): readonly FileFault[] {
  const kind = feed.columns.find((asked) => asked.name === name)?.kind;
  if (kind === undefined) return [];
  const code = `wrong_type:${excerpt(name)}` as const;
  const column = named(name, [position]);
  if (!isOfKind(type, kind)) {
    return [{ code, detail: `${column} is ${excerpt(type)}; it must be ${KIND_TYPES[kind].name}` }];
  }
  const isRead = readAs !== undefined || type === NULL_TYPE;
  return isRead ? [] : [{ code, detail: `${column} is ${excerpt(type)}, which Spark does not read` }];
}

/** Codecs that Spark's reader has no code for without further jars; it would end the whole job at such a file. */
const UNREAD_CODECS: Readonly<Record<number, string>> = { 3: "LZO", 4: "BROTLI" };

function codecFaults({ codecs }: ParquetFooter): readonly FileFault[] {
  const codec = [...codecs].map((code) => UNREAD_CODECS[code]).find((name) => name !== undefined);
  if (codec === undefined) return [];
  return [{ code: "unsupported_format", detail: `the file is compressed with ${codec}; use SNAPPY, ZSTD or GZIP` }];
}

function encryptionFaults({ isEncrypted }: ParquetFooter): readonly FileFault[] {
  return isEncrypted ? [{ code: "unsupported_format", detail: `columns of the file are encrypted; ${IN_PLAIN}` }] : [];
}
