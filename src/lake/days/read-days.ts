import type { CsvDialect } from "../../feeds/index.ts";
import { folderValues } from "../folder-values.ts";
import { formatOf } from "../inspect/file-format.ts";
import { GunzipSink } from "../inspect/gunzip.ts";
import { nameOfKey } from "../keys.ts";
import type { Lake } from "../open-lake.ts";
import { readObject } from "../read-object.ts";
import { DayCollector, type FoundDays, UNKNOWN_DAYS } from "./found-days.ts";
import { newTextDays } from "./text-days.ts";

/** One version of a file, and how the days of its rows are written. */
export interface FileWithDays {
  readonly key: string;
  readonly etag: string;
  readonly csv: CsvDialect;
  /** The column of the day. */
  readonly column: string;
  /** Undefined of a text that is no day. */
  readonly dayOf: (text: string) => string | undefined;
}

/**
 * On which days the rows of a file are: reads CSV and JSON lines once, in constant memory. Of Parquet, and of a content that cannot be
 * unpacked, nothing is known.
 *
 * @throws LakeError if it cannot be read, OverlongRecordError
 */
export async function readDays(
  lake: Lake,
  { key, etag, csv, column, dayOf }: FileWithDays,
  signal?: AbortSignal,
): Promise<FoundDays> {
  const known = formatOf(nameOfKey(key));
  if (known === undefined || known.format === "parquet") return UNKNOWN_DAYS;
  const days = new DayCollector(dayOf);
  const given = folderValues(key).get(column) ?? undefined;
  const texts = newTextDays(known.format, csv, { name: column, given }, days);
  let unpacked: Buffer[] = [];
  const gunzip = known.compressed ? new GunzipSink((text) => void unpacked.push(text)) : undefined;
  const take = () => {
    for (const text of unpacked) texts.push(text);
    unpacked = [];
  };
  try {
    for await (const piece of readObject(lake, key, { etag, signal })) {
      if (gunzip === undefined) unpacked.push(piece);
      else await gunzip.push(piece);
      take();
    }
    if ((await gunzip?.end()) !== undefined) return UNKNOWN_DAYS;
    take();
    texts.end();
  } finally {
    gunzip?.close();
  }
  return days.found;
}
