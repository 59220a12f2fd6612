import { FIRST_NAMES, LAST_NAMES } from "../catalog/names.ts";
import type { Random } from "../random.ts";

export interface PersonName {
  readonly first: string;
  readonly last: string;
}

export function personName(random: Random): PersonName {
  return { first: random.pick(FIRST_NAMES), last: random.pick(LAST_NAMES) };
}
