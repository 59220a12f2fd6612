export interface FileFormat {
  readonly format: "csv" | "jsonl" | "parquet";
  /** The file as a whole is gzipped. */
  readonly compressed: boolean;
}

const FORMATS: Readonly<Record<string, FileFormat>> = {
  ".csv": { format: "csv", compressed: false },
  ".csv.gz": { format: "csv", compressed: true },
  ".jsonl": { format: "jsonl", compressed: false },
  ".jsonl.gz": { format: "jsonl", compressed: true },
  ".parquet": { format: "parquet", compressed: false },
};

export const EXTENSIONS = Object.keys(FORMATS);

/** The extension of a name, or undefined if it has none that is read. */
export function extensionOf(name: string): string | undefined {
  return EXTENSIONS.find((candidate) => name.endsWith(candidate));
}

/** The format that a file's extension stands for, or undefined for one that is not read. */
export function formatOf(name: string): FileFormat | undefined {
  const extension = extensionOf(name);
  return extension === undefined ? undefined : FORMATS[extension];
}

/** Whether a file of that name or key is gzipped as a whole. */
export function isGzip(name: string): boolean {
  return name.endsWith(".gz");
}
