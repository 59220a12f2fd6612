/** A stretch of a listing of which not all has been listed. */
export interface Unlisted {
  /** The key that was listed last. */
  readonly last: string;
  /** It goes up to this key; undefined: to the end of the listing. */
  readonly upTo: string | undefined;
  /** As far as is known, keys differ from `last` at this place or before it. @default at its end */
  readonly varies: number;
}

export interface Split {
  /** The first part goes up to it; the second begins behind it. */
  readonly at: string;
  /** For the second part, if there is anything in it. */
  readonly varies: number;
}

/** From here on bytes of UTF-8 and units of UTF-16 are in different orders, and servers list in either. */
const FIRST_IN_DOUBT = 0xd800;

/** Below it are characters that not all XML can hold. */
const FIRST_PLAIN = 0x20;

/**
 * How many first characters all keys of a stretch share, as far as its bounds tell: the fewer, the more keys it may have.
 *
 * @param prefix what all keys of the listing share
 */
export function sharedLength({ last, upTo }: Pick<Unlisted, "last" | "upTo">, prefix: string): number {
  if (upTo === undefined) return prefix.length;
  let shared = 0;
  while (shared < upTo.length && last[shared] === upTo[shared]) shared += 1;
  // Nothing that begins as the bound does comes before it.
  return shared === upTo.length - 1 && unit(last, shared) + 1 === unit(upTo, shared) ? shared + 1 : shared;
}

/**
 * Where to part a stretch, so that its second half can be listed beside the first. Nothing is known of keys that have not been listed, so
 * this is a guess: the place at which keys begin to differ is searched by halves, then the characters at that place are halved.
 *
 * @returns undefined where no key can be named that every server sorts alike
 */
export function splitRange({ last, upTo, varies }: Unlisted, prefix: string): Split | undefined {
  const shared = sharedLength({ last, upTo }, prefix);
  const plain = plainLength(last);
  if (shared >= plain) return undefined;
  if (upTo !== undefined && shared < upTo.length) {
    return splitAt(last, shared, middle(unit(last, shared), unit(upTo, shared)));
  }
  const deepest = varies < shared ? plain - 1 : Math.min(varies, plain - 1);
  const place = shared + Math.floor((deepest - shared) / 2);
  const from = unit(last, place);
  // At the place where keys begin to differ, half of what may come; before that is known, all that shares more with the last key.
  return splitAt(last, place, place === shared ? middle(from, lastAlike(from) + 1) : from + 1);
}

function splitAt(last: string, place: number, next: number): Split | undefined {
  if (next >= FIRST_IN_DOUBT) return undefined;
  return { at: last.slice(0, place) + String.fromCharCode(next), varies: place };
}

/** Behind `from`, up to `to`. */
function middle(from: number, to: number): number {
  return Math.max(from + 1, Math.floor((from + to) / 2));
}

/** Names count by digits or by letters of one case. */
function lastAlike(unitOfText: number): number {
  const alike = [/[0-9]/, /[a-z]/, /[A-Z]/, /[ -~]/].findIndex((form) => form.test(String.fromCharCode(unitOfText)));
  return "9zZ~".charCodeAt(alike) || unitOfText;
}

function plainLength(key: string): number {
  let length = 0;
  while (length < key.length && unit(key, length) >= FIRST_PLAIN && unit(key, length) < FIRST_IN_DOUBT) length += 1;
  return length;
}

function unit(key: string, at: number): number {
  return key.charCodeAt(at);
}
