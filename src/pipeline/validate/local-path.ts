import { join } from "node:path";
import { extensionOf } from "../../lake/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";

/**
 * Where `staging: local` keeps a file. Its own name may be longer than a file system takes, and hold anything; of it only
 * the extension is needed, by which Spark unpacks it.
 */
export function localPathOf(temporaryFolder: string, { fileId, name }: Pick<FileVersion, "fileId" | "name">): string {
  return join(temporaryFolder, String(fileId), `content${extensionOf(name) ?? ""}`);
}
