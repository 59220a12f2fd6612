import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** A file that appears under its name only when it is complete. */
export interface LocalCopy {
  write(piece: Buffer): Promise<void>;
  /** Gives it its name. */
  complete(): Promise<void>;
  /** Removes what there is of it, unless it is complete. */
  discard(): Promise<void>;
}

export async function startLocalCopy(path: string): Promise<LocalCopy> {
  const partial = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(partial, "w");
  return {
    // As one call of FileHandle.write may write less than it was given.
    write: (piece) => file.writeFile(piece),
    complete: async () => {
      await file.close();
      await rename(partial, path);
    },
    discard: async () => {
      await file.close().catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}
