import type { RuleSettings, Rules } from "../feeds/index.ts";

/** All that settings can choose of a job's rules; one choice of nothing where there are none. */
export function combinations(rules: RuleSettings): readonly Rules[] {
  return Object.entries(rules).reduce<readonly Rules[]>(
    (all, [name, { choices }]) => all.flatMap((chosen) => choices.map((choice) => ({ ...chosen, [name]: choice }))),
    [{}],
  );
}
