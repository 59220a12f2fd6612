import { open, rename, rm } from "node:fs/promises";

/** node_exporter runs as another user. */
const MODE = 0o644;

/** Replaces a file as a whole: whoever reads it meanwhile sees what was there before. */
export async function writeTextfile(path: string, text: string): Promise<void> {
  // The collector takes no notice of names that do not end in `.prom`.
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, "w", MODE);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
