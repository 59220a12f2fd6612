import {
  batchOfKey,
  ERROR_ROWS_PREFIX,
  type Erasure,
  feedOfKey,
  folderValues,
  formatOf,
  headerOf,
  listPages,
  nameOfKey,
  rewriteLines,
  ruleFor,
} from "../../lake/index.ts";
import { batchStates, findById } from "../../warehouse/index.ts";
import { isKnownFeed } from "../validate/feed-contracts.ts";
import type { Erasing, ErasureReport } from "./erasing.ts";
import { columnOf, contractOf } from "./kept-content.ts";

/** A line of `error/rows/`, as far as it is looked at. */
interface RejectedLine {
  readonly file_id: number;
  readonly object_key: string;
  readonly raw_record: string | null;
}

/** Takes the text out of the person's rejected rows: that a row was rejected, where and why, stays. */
export async function eraseRejectedRows(erasing: Erasing): Promise<Pick<ErasureReport, "rejectedRows">> {
  const { run, isDryRun } = erasing;
  const isOfPerson = newJudge(erasing);
  let rejectedRows = 0;
  for await (const page of listPages(run.lake, ERROR_ROWS_PREFIX, run.signal)) {
    const own = await batchStates(
      run.warehouse,
      page.flatMap(({ key }) => batchOfKey(key) ?? []),
    );
    const isOwn = (key: string) => own.has(batchOfKey(key) ?? "");
    for (const object of page.filter(({ key }) => key.endsWith(".json") && isOwn(key))) {
      const rows = await rewriteLines(run.lake, object, (line) => withoutText(line, isOfPerson), {
        isDryRun,
        signal: run.signal,
      });
      rejectedRows += rows;
      if (rows > 0 && !isDryRun) await run.failpoint("erase:rows_rewritten");
    }
  }
  return { rejectedRows };
}

async function withoutText(line: string, isOfPerson: (row: RejectedLine) => Promise<boolean>): Promise<string> {
  const row: unknown = parsed(line);
  if (!isRejectedLine(row) || row.raw_record === null || !(await isOfPerson(row))) return line;
  return JSON.stringify({ ...row, raw_record: null });
}

/** Remembers the headers of files: each is read once. */
function newJudge(erasing: Erasing): (row: RejectedLine) => Promise<boolean> {
  const headers = new Map<number, Promise<readonly string[]>>();
  const header = (fileId: number, feed: string) => {
    const known = headers.get(fileId) ?? headerOfKept(erasing, fileId, feed);
    headers.set(fileId, known);
    return known;
  };
  return async ({ file_id, object_key, raw_record }) => {
    const feed = feedOfKey(object_key) ?? "";
    if (isKnownFeed(erasing.run.settings, feed) && feed !== erasing.facts.feed && feed !== erasing.dimension.feed)
      return false;
    const erasure: Erasure = {
      person: erasing.person,
      column: columnOf(erasing, feed),
      keep: undefined,
      folders: folderValues(object_key),
    };
    const isCsv = formatOf(nameOfKey(object_key))?.format === "csv";
    const { csv } = contractOf(erasing, feed);
    const rule = ruleFor(isCsv ? { header: await header(file_id, feed), dialect: csv } : undefined, erasure);
    return rule(raw_record ?? "") === undefined;
  };
}

/** Without the file nobody knows which field is which: then any may be the key. */
async function headerOfKept(erasing: Erasing, fileId: number, feed: string): Promise<readonly string[]> {
  const { run } = erasing;
  const file = await findById(run.warehouse, fileId);
  if (file?.archivedKey == null) return [];
  return (await headerOf(run.lake, file.archivedKey, contractOf(erasing, feed).csv, run.signal)) ?? [];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRejectedLine(value: unknown): value is RejectedLine {
  if (typeof value !== "object" || value === null) return false;
  const { file_id, object_key, raw_record }: Partial<Record<keyof RejectedLine, unknown>> = value;
  const isText = raw_record === null || typeof raw_record === "string";
  return typeof file_id === "number" && typeof object_key === "string" && isText;
}
