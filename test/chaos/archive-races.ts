import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type ArchiveOutcome, archiveObject, type Lake, LakeError, mapConcurrent } from "../../src/lake/index.ts";
import type { TemporaryLake } from "../lake/temporary-lake.ts";
import { Random } from "../support/random.ts";

export interface Races {
  /** How many rounds ended so: which of the two versions the archiving met, and where. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Rounds after which a version was nowhere, or not what the outcome says. */
  readonly wrong: readonly string[];
}

export interface RaceOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly lake: TemporaryLake;
  /** The same bucket as the archiving reaches it. @default lake */
  readonly archiver?: Lake;
}

const AT_ONCE = 8;

/**
 * In each round somebody uploads new content to a key at a random moment while the old content is archived. Whatever the
 * order, the new content must then lie at the key, and the old one at the target, unless the outcome says that it was gone
 * before it could be copied.
 */
export async function raceArchiving({ rounds, seed, lake, archiver = lake }: RaceOptions): Promise<Races> {
  const random = new Random(seed);
  const outcomes: Record<string, number> = {};
  const wrong: string[] = [];
  // How long an archiving takes now; the server warms up.
  let usualMs = 20;
  const plans = Array.from({ length: rounds }, (_, round) => ({ round, moment: random.next(), size: random.next() }));
  await mapConcurrent(plans, { concurrency: AT_ONCE }, async ({ round, moment, size }) => {
    const key = `raw/sales/race-${round}.csv`;
    const target = `processed/files/sales/${round}/race.csv`;
    const [old, fresh] = ["old", "new"].map((what) => `${what} ${round} `.repeat(1 + Math.floor(size * 10_000)));
    if (old === undefined || fresh === undefined) return;
    const etag = await lake.put(key, old);
    const began = performance.now();
    const upload = wait(moment * usualMs * 1.5).then(() => lake.put(key, fresh));
    const archived = await archiveObject(archiver, {
      key,
      etag,
      sizeBytes: old.length,
      sha256: createHash("sha256").update(old).digest("hex"),
      target,
    });
    usualMs = 0.8 * usualMs + 0.2 * (performance.now() - began);
    await upload;

    const [atKey, atTarget] = [await contentOf(lake, key), await contentOf(lake, target)];
    if (atKey !== fresh) wrong.push(`round ${round}: ${archived.outcome}, and the new content is not at its key`);
    // A copy of the new content that the server made after its check is not taken for the old one, and stays.
    if ((atTarget === old) !== isKept(archived)) {
      wrong.push(`round ${round}: ${archived.outcome}, and at the target lies ${atTarget?.slice(0, 20)}`);
    }
    const name = `${archived.outcome}${isKept(archived) ? "" : ", not kept"}`;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  });
  return { outcomes, wrong };
}

function isKept(archived: ArchiveOutcome): boolean {
  return archived.outcome !== "gone" && archived.keptAt !== undefined;
}

async function contentOf(lake: TemporaryLake, key: string): Promise<string | undefined> {
  const isThere = (await lake.keys(key)).includes(key);
  if (!isThere) return undefined;
  try {
    return await lake.text(key);
  } catch (error) {
    // s3proxy copies checksum and bytes one after the other: of an object that is overwritten meanwhile it may get those of two versions.
    if (LakeError.fromSdk(error, { bucket: lake.bucket, key, action: "s3:GetObject" }).code !== "damaged_content")
      throw error;
    return `damaged: ${key}`;
  }
}
