import type { Settings } from "../config/index.ts";
import { LakeError, listLevel, listPages, nameOfKey, RAW_PREFIX } from "../lake/index.ts";
import type { RunContext } from "./context/run-context.ts";

/** A bucket may be shared, and hold any number of others' objects at its top: so many thousands are looked at. */
const MOST_PAGES = 5;

const MOST_NAMED = 10;

/** `Raw/`, `/raw/`, ` raw/`, and the `raw\` of tools that take a backslash for a folder's end. */
const MEANT_FOR_RAW = /^[\s./\\]*raw\s*[/\\]/i;

type Looking = Pick<RunContext, "lake" | "settings" | "log" | "signal">;

/**
 * Counts the objects beside `raw/` that seem to have been meant for it, up to 1,000 in each folder: nothing of them is read. Of a feed's
 * folder at the top only files with the feed's names are taken for that.
 */
export async function countMisplaced(run: Looking): Promise<number> {
  const found: string[] = [];
  try {
    let pages = 0;
    for await (const { folders, keys } of listLevel(run.lake, "", run.signal)) {
      found.push(...keys.filter((key) => isMisplaced(key, run.settings.feeds)));
      for (const folder of folders.filter((name) => isSuspicious(name, run.settings.feeds))) {
        found.push(...(await misplacedIn(run, folder)));
      }
      pages += 1;
      if (pages === MOST_PAGES) break;
    }
  } catch (error) {
    // An identity that may list raw/ alone has nothing to do with the rest of the bucket.
    if (!(error instanceof LakeError && error.code === "access_denied")) throw error;
    run.log.debug({ err: error }, "what lies beside raw/ may not be listed");
  }
  if (found.length > 0) {
    run.log.warn(
      { keys: found.slice(0, MOST_NAMED) },
      `${found.length} objects beside raw/ look as if they were meant for it, and are not read: files land below raw/<feed>/`,
    );
  }
  return found.length;
}

async function misplacedIn({ lake, settings, signal }: Looking, folder: string): Promise<readonly string[]> {
  const { value: page = [] } = await listPages(lake, folder, signal).next();
  return page.map(({ key }) => key).filter((key) => !key.endsWith("/") && isMisplaced(key, settings.feeds));
}

function isSuspicious(folder: string, feeds: Settings["feeds"]): boolean {
  if (folder === RAW_PREFIX) return false;
  return folder === "/" || MEANT_FOR_RAW.test(folder) || Object.hasOwn(feeds, folder.slice(0, -1));
}

function isMisplaced(key: string, feeds: Settings["feeds"]): boolean {
  if (key.startsWith(RAW_PREFIX)) return false;
  if (MEANT_FOR_RAW.test(key)) return true;
  const name = nameOfKey(key.replaceAll("\\", "/"));
  return Object.entries(feeds).some(([feed, { namePattern }]) => isOfFeed(key, feed, name) && namePattern.test(name));
}

/** It lies alone at the top, or in the feed's folder there. */
function isOfFeed(key: string, feed: string, name: string): boolean {
  return key === name || key.startsWith(`${feed}/`) || key.startsWith(`${feed}\\`);
}
