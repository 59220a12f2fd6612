import type { FileVersion } from "../../warehouse/index.ts";
import type { InspectedFile } from "./valid-file.ts";

/** By what the ledger may know the content of new files: a row from before holds the SHA-256 of a gzip file as it was stored. */
export function digestsOf(files: readonly InspectedFile[]): readonly string[] {
  return files.flatMap(({ inspection: { sha256, storedSha256 } }) =>
    storedSha256 === undefined ? [sha256] : [sha256, storedSha256],
  );
}

/** Gives versions the SHA-256 of their content, where a new file is stored in the bytes that the ledger knows them by. */
export function byContent(files: readonly InspectedFile[]): (version: FileVersion) => FileVersion {
  const unpacked = new Map(files.map(({ inspection: { sha256, storedSha256 } }) => [storedSha256 ?? sha256, sha256]));
  return (version) => ({ ...version, sha256: unpacked.get(version.sha256 ?? "") ?? version.sha256 });
}
