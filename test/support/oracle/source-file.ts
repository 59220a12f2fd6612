import { readFile } from "node:fs/promises";

/** A file that counts. */
export interface SourceFile {
  /** Key or file name; its extension says what the format is. */
  readonly name: string;
  /** The bytes, or the path of a local file. */
  readonly content: Uint8Array | string;
}

export async function bytesOf({ content }: SourceFile): Promise<Uint8Array> {
  return typeof content === "string" ? readFile(content) : content;
}
