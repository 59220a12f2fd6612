import { JSON_LINES_SYNTAX } from "../inspect/record-syntax.ts";
import type { Lake } from "../open-lake.ts";
import { readObject } from "../read-object.ts";
import { ObjectWriter } from "./object-writer.ts";
import { RecordSplitter, type SplitRecord } from "./record-splitter.ts";

/** What is made of a line; itself where nothing is to be changed. */
export type LineRule = (line: string) => Promise<string>;

/** Writes an object of lines in UTF-8 anew where the rule changes any. Returns how many lines it changes. */
export async function rewriteLines(
  lake: Lake,
  object: { readonly key: string; readonly etag: string },
  rule: LineRule,
  { isDryRun, signal }: { readonly isDryRun: boolean; readonly signal?: AbortSignal },
): Promise<number> {
  const changed = await pass(lake, object, rule, signal);
  if (changed === 0 || isDryRun) return changed;
  const writer = new ObjectWriter(lake, object.key, signal);
  try {
    await pass(lake, object, rule, signal, (text) => writer.write(text));
    await writer.complete();
  } catch (error) {
    await writer.discard();
    throw error;
  }
  return changed;
}

async function pass(
  lake: Lake,
  { key, etag }: { readonly key: string; readonly etag: string },
  rule: LineRule,
  signal: AbortSignal | undefined,
  onText?: (text: Buffer) => Promise<void>,
): Promise<number> {
  let changed = 0;
  const splitter = new RecordSplitter(JSON_LINES_SYNTAX);
  const take = async (records: Iterable<SplitRecord>) => {
    for (const { text, lineEnd, isBlank } of records) {
      const line = Buffer.from(text, "latin1").toString("utf8");
      const made = isBlank ? line : await rule(line);
      if (made !== line) changed += 1;
      await onText?.(made === line ? Buffer.from(text + lineEnd, "latin1") : Buffer.from(made + lineEnd, "utf8"));
    }
  };
  for await (const piece of readObject(lake, key, { etag, signal })) await take(splitter.push(piece));
  await take(splitter.end());
  return changed;
}
