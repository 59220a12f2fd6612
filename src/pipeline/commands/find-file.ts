import { fileOfKey } from "../../lake/index.ts";
import { type FileVersion, findById, findNewestByKey } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** A file by its id, by its key in `raw/` (the last version), or by the key where it is kept; keys also as they are in the bucket, with its prefix. */
export async function findFile(
  { warehouse, lake }: Pick<RunContext, "warehouse" | "lake">,
  asked: string,
): Promise<FileVersion | undefined> {
  const text = keyBelow(lake, asked);
  if (/^\d+$/.test(text)) return await findById(warehouse, Number(text));
  const fileId = fileOfKey(text);
  if (fileId === undefined) return await findNewestByKey(warehouse, lake.bucket, text);
  const file = await findById(warehouse, fileId);
  return file?.archivedKey === text ? file : undefined;
}

/** A whole key of the bucket as the ledger has it. */
export function keyBelow({ prefix }: Pick<RunContext["lake"], "prefix">, key: string): string {
  const below = key.startsWith(prefix) ? key.slice(prefix.length) : key;
  return /^(raw|processed|error)\//.test(below) ? below : key;
}
