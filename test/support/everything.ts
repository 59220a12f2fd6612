import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { literal, queryText } from "./oracle/duckdb.ts";
import type { World } from "./world.ts";

/** What objects of the bucket hold, unpacked, that matches: each text once for each object. */
export async function everyObject(
  world: World,
  pattern: RegExp,
): Promise<readonly { readonly key: string; readonly found: string }[]> {
  const all = new RegExp(pattern, "g");
  const found: { readonly key: string; readonly found: string }[] = [];
  for (const key of await world.keys()) {
    const texts = new Set((await textOf(key, await world.read(key))).match(all));
    found.push(...[...texts].map((text) => ({ key, found: text })));
  }
  return found;
}

/** The tables of which some row matches. */
export async function everyTable(world: World, pattern: RegExp): Promise<readonly string[]> {
  const matching: string[] = [];
  for (const row of await world.rows("SHOW TABLES")) {
    const table = String(Object.values(row)[0]);
    if (pattern.test(JSON.stringify(await world.rows(`SELECT * FROM ${table}`)))) matching.push(table);
  }
  return matching;
}

async function textOf(key: string, bytes: Uint8Array): Promise<string> {
  if (key.endsWith(".gz")) return gunzipSync(bytes).toString("utf8");
  if (!key.endsWith(".parquet")) return Buffer.from(bytes).toString("utf8");
  const folder = await mkdtemp(join(tmpdir(), "everything-"));
  try {
    const path = join(folder, "file.parquet");
    await writeFile(path, bytes);
    return JSON.stringify((await queryText(`SELECT * FROM read_parquet(${literal(path)})`)).rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}
