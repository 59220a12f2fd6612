import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { World } from "../support/world.ts";

/** A place where something was written, and what. */
export interface Writing {
  readonly place: string;
  readonly content: string;
}

/** The files below a folder. */
export async function filesBelow(folder: string): Promise<readonly Writing[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(files.map(async (place) => ({ place, content: await readFile(place, "latin1") })));
}

/** Every row of every table, and every object. */
export async function storedIn(world: World): Promise<readonly Writing[]> {
  const found: Writing[] = [];
  const database = world.settings.mysql.database;
  const tables = await world.rows<{ readonly name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'",
    [database],
  );
  for (const { name } of tables) {
    found.push({ place: `table ${name}`, content: JSON.stringify(await world.rows(`SELECT * FROM ${name}`)) });
  }
  for (const key of await world.keys()) {
    found.push({ place: `object ${key}`, content: Buffer.from(await world.read(key)).toString("latin1") });
  }
  return found;
}

/** `place: canary` for each of the secrets that stands anywhere, also in part of an escaped or encoded form. */
export function leaks(writings: readonly Writing[], canaries: Readonly<Record<string, string>>): readonly string[] {
  return writings.flatMap(({ place, content }) =>
    Object.entries(canaries)
      .filter(([, secret]) => formsOf(secret).some((form) => content.includes(form)))
      .map(([name]) => `${place}: ${name}`),
  );
}

function formsOf(secret: string): readonly string[] {
  return [secret, Buffer.from(secret).toString("base64").slice(0, -4), Buffer.from(secret).toString("hex")];
}
