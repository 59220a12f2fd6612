import type { FileVersion } from "../../warehouse/index.ts";
import { type ContentIdentity, contentOf } from "./content-identity.ts";
import type { Duplicate, InspectedFile, ValidFile } from "./valid-file.ts";

/** The new files of a run, one for each key, and what they are held against. */
export interface NewContents {
  readonly files: readonly InspectedFile[];
  /** The version that counts now, by key. */
  readonly liveAtKey: ReadonlyMap<string, FileVersion>;
  /** The versions that count now with the contents of `files`, and whose rows are in force. */
  readonly live: readonly FileVersion[];
  /** Keys that are replayed: the content that counts there is read anew, and corrects itself. */
  readonly again: ReadonlySet<string>;
  readonly identity: ContentIdentity;
}

/** What became of files meanwhile. */
export interface Meanwhile {
  /** Invalid, unreadable, replaced or gone: nothing of them counts, and what they would have replaced stays in force. */
  readonly out: ReadonlySet<number>;
  /** Those that may count, because Spark reads them. The others can only be duplicates, or wait for the next run. */
  readonly readable: ReadonlySet<number>;
}

export interface SeparatedContents {
  /** To be read: through these the new content counts. */
  readonly counting: readonly ValidFile[];
  readonly duplicates: readonly Duplicate[];
}

export const NO_CONTENTS: NewContents = {
  files: [],
  liveAtKey: new Map(),
  live: [],
  again: new Set(),
  identity: { byKey: new Set(), columns: new Map() },
};

/**
 * Tells new content from content that counts already. Whatever replaces other content under its key supersedes the version
 * that counts there, be the new content a duplicate or not; so what is in force afterwards does not depend on the order of keys.
 * Of equal new files the first one counts, replayed ones before others. A file without rows is never a duplicate.
 */
export function separateContents(contents: NewContents, meanwhile?: Meanwhile): SeparatedContents {
  const files = contents.files.filter(({ file }) => meanwhile?.out.has(file.fileId) !== true);
  const mayCount = ({ file }: InspectedFile) => meanwhile?.readable.has(file.fileId) ?? true;
  const { waiting, ...separated } = judge(contents, files, mayCount);
  if (waiting.size === 0) return separated;
  // What waits replaces nothing. That only leaves more in force, so a file that was to count may turn out to be a duplicate, but
  // none that was a duplicate has to wait.
  return judge(
    contents,
    files.filter((file) => !waiting.has(file)),
    mayCount,
  );
}

interface Judged extends SeparatedContents {
  /** Neither of the two: their content would have counted through a file that is out. */
  readonly waiting: ReadonlySet<InspectedFile>;
}

function judge(
  contents: NewContents,
  files: readonly InspectedFile[],
  mayCount: (file: InspectedFile) => boolean,
): Judged {
  const inOrder = replayedFirst(files, contents.again);
  const inForce = new Set(contents.live.map(({ fileId }) => fileId));
  const replaced = new Set(inOrder.flatMap((file) => replacedBy(file, contents, inForce)?.fileId ?? []));
  const originals = new Map<string, FileVersion>();
  const remember = (content: string, file: FileVersion) => {
    if (!originals.has(content)) originals.set(content, file);
  };
  for (const version of contents.live) {
    if (!replaced.has(version.fileId)) remember(contentOf(version, contents.identity), version);
  }
  for (const found of inOrder) if (mayCount(found)) remember(contentOfNew(found, contents), found.file);

  const counting: ValidFile[] = [];
  const duplicates: Duplicate[] = [];
  const waiting = new Set<InspectedFile>();
  for (const found of inOrder) {
    const corrects = replacedBy(found, contents, inForce);
    const original = found.inspection.records === 0 ? found.file : originals.get(contentOfNew(found, contents));
    if (original === undefined) waiting.add(found);
    else if (original.fileId === found.file.fileId) counting.push({ ...found, corrects });
    else duplicates.push({ ...found, original, corrects });
  }
  return { counting, duplicates, waiting };
}

function replayedFirst(files: readonly InspectedFile[], again: ReadonlySet<string>): readonly InspectedFile[] {
  const isReplayed = ({ file }: InspectedFile) => again.has(file.objectKey);
  return [...files.filter(isReplayed), ...files.filter((found) => !isReplayed(found))];
}

/** The version that counts under the file's key, unless the file only brings that content once more. */
function replacedBy(
  found: InspectedFile,
  { liveAtKey, again }: NewContents,
  inForce: ReadonlySet<number>,
): FileVersion | undefined {
  const { objectKey } = found.file;
  const current = liveAtKey.get(objectKey);
  const isSame = current?.sha256 === found.inspection.sha256 && found.inspection.records !== 0;
  return isSame && inForce.has(current.fileId) && !again.has(objectKey) ? undefined : current;
}

function contentOfNew({ file, inspection }: InspectedFile, { identity }: NewContents): string {
  return contentOf({ ...file, sha256: inspection.sha256 }, identity);
}
