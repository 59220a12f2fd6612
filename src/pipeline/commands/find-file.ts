import { fileOfKey } from "../../lake/index.ts";
import { type FileVersion, findById, findNewestByKey } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** A file by its id, by its key in `raw/` (the last version), or by the key where it is kept. */
export async function findFile(
  { warehouse, lake }: Pick<RunContext, "warehouse" | "lake">,
  text: string,
): Promise<FileVersion | undefined> {
  if (/^\d+$/.test(text)) return await findById(warehouse, Number(text));
  const fileId = fileOfKey(text);
  if (fileId === undefined) return await findNewestByKey(warehouse, lake.bucket, text);
  const file = await findById(warehouse, fileId);
  return file?.archivedKey === text ? file : undefined;
}
