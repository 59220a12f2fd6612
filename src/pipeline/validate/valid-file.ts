import type { Inspection } from "../../lake/index.ts";
import type { FileVersion } from "../../warehouse/index.ts";

/** A file whose form is as its feed's contract says. Its rows are judged by Spark. */
export interface InspectedFile {
  readonly file: FileVersion;
  readonly feed: string;
  readonly inspection: Inspection;
  /** Where `staging: local` keeps it. */
  readonly localPath: string | undefined;
}

/** An inspected file whose content does not count yet. */
export interface ValidFile extends InspectedFile {
  /** The version of the same object that counts now, and that this one replaces. */
  readonly corrects: FileVersion | undefined;
}

/** A file whose content counts through another one. */
export interface Duplicate extends InspectedFile {
  /** The file through which it counts. */
  readonly original: FileVersion;
  /** The version of the same object that counts now, with other content: it is superseded in the commit that records the duplicate. */
  readonly corrects: FileVersion | undefined;
}

/** Whoever writes equal files into several folders may mean several sales: tills do. */
export function isOfOtherFolder({ file, original }: Duplicate): boolean {
  return folderOf(file.objectKey) !== folderOf(original.objectKey);
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/") + 1);
}
