/** What not every server does. A run does without, at the price of a look-up before or of scratch that is left. */
export interface Abilities {
  /** Heeds `If-Match` and `If-None-Match` where an object is put. */
  readonly conditionalPut: boolean;
  /** Takes `If-None-Match` where an object is copied to a key; whether it heeds it matters less: what is there is looked up before. */
  readonly conditionalCopy: boolean;
  /** Tells which uploads in parts nobody has completed. */
  readonly listsUploads: boolean;
}

export const ABILITIES = [
  "conditionalPut",
  "conditionalCopy",
  "listsUploads",
] as const satisfies readonly (keyof Abilities)[];

export const ALL_ABILITIES: Abilities = { conditionalPut: true, conditionalCopy: true, listsUploads: true };

/** What is known of the server that a lake lies on: all is expected of it until it was tried. */
export class ServerAbilities {
  #found = ALL_ABILITIES;

  get found(): Abilities {
    return this.#found;
  }

  learn(found: Abilities): void {
    this.#found = found;
  }
}
