import { type ConcurrencyOptions, mapConcurrent } from "../../lake/index.ts";

/** One of the suspects, and why its trial failed. */
export interface Guilty<Suspect, Why> {
  readonly suspect: Suspect;
  readonly why: Why;
}

/**
 * Which suspects fail when they are tried: all of a group together first, and only groups that fail are halved, so that few
 * guilty ones among many cost few trials.
 *
 * @param trial why a group fails, or undefined. Of a group that fails though neither half does nobody is guilty.
 */
export async function findGuilty<Suspect, Why>(
  groups: readonly (readonly Suspect[])[],
  options: ConcurrencyOptions,
  trial: (group: readonly Suspect[], signal: AbortSignal) => Promise<Why | undefined>,
): Promise<readonly Guilty<Suspect, Why>[]> {
  const guilty: Guilty<Suspect, Why>[] = [];
  let pending = groups.filter((group) => group.length > 0);
  while (pending.length > 0) {
    const failures = await mapConcurrent(pending, options, async (group, signal) => {
      const why = await trial(group, signal);
      return why === undefined ? [] : [{ group, why }];
    });
    pending = failures.flat().flatMap(({ group, why }) => {
      const [suspect] = group;
      if (group.length > 1 || suspect === undefined) return halves(group);
      guilty.push({ suspect, why });
      return [];
    });
  }
  return guilty;
}

function halves<Suspect>(group: readonly Suspect[]): readonly (readonly Suspect[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}
