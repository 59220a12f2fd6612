import { CodedError } from "../../errors/index.ts";
import type { FileRows } from "./file-rows.ts";

/** Spark saw text in sampled files that may be none, or not whole lines: the driver has to look at all of them first. */
export class DoubtfulFilesError extends CodedError {
  override readonly name = "DoubtfulFilesError";
  readonly code = "doubtful_files";
  readonly transient = true;
  readonly fileIds: ReadonlySet<number>;

  constructor(files: readonly FileRows[]) {
    super(`To be looked at as a whole: ${files.map(({ source }) => source.file.objectKey).join(", ")}`);
    this.fileIds = new Set(files.map(({ source }) => source.file.fileId));
  }
}

/** @throws DoubtfulFilesError */
export function requireNoDoubt(files: readonly FileRows[]): void {
  const doubtful = files.filter(({ doubtful }) => doubtful > 0);
  if (doubtful.length > 0) throw new DoubtfulFilesError(doubtful);
}
