import { folderValues, sparkPath } from "../../lake/index.ts";
import type { SourceFile } from "../../records/index.ts";
import { contentKeyOf, type FileVersion } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { ValidFile } from "../validate/valid-file.ts";

/** What reading a file needs to know of it. */
export interface ReadableFile extends Pick<ValidFile, "inspection" | "localPath"> {
  readonly file: Pick<FileVersion, "fileId" | "objectKey" | "archivedKey" | "sizeBytes">;
}

/** The files as the job reads them: from S3, or from the run's folder with `staging: local`. */
export function sourceFiles(run: Pick<RunContext, "lake">, files: readonly ReadableFile[]): readonly SourceFile[] {
  return files.map(({ file, inspection, localPath }) => {
    const path = sparkPath(localPath === undefined ? { lake: run.lake, key: contentKeyOf(file) } : { file: localPath });
    return {
      fileId: file.fileId,
      sizeBytes: file.sizeBytes,
      loadPath: path.load,
      reportedPath: path.reported,
      format: inspection.format,
      columns: inspection.columns,
      columnTypes: new Map(inspection.parquetTypes?.map(({ name, readAs }) => [name, readAs])),
      sampled: inspection.records === undefined,
      multiline: inspection.multiline,
      recordEnd: inspection.recordEnd ?? "\n",
      plain: inspection.plain ?? false,
      preambleLines: inspection.preambleLines,
      csv: inspection.csv,
      folders: folderValues(file.objectKey),
    };
  });
}
