import type { _Object } from "@aws-sdk/client-s3";
import { SaxesParser } from "saxes";
import { copyOf } from "../text/index.ts";

export interface SplitListing {
  /** What an object is called, its ETag, its size and its time. */
  readonly objects: _Object[];
  /** The answer without them. */
  readonly rest: string;
}

/**
 * Takes the `Contents` out of a listing's answer.
 *
 * @returns undefined for what is not well-formed, or says a size or a time that is none
 */
export function splitListing(answer: string): SplitListing | undefined {
  const objects: _Object[] = [];
  const rest: string[] = [];
  const parser = new SaxesParser();
  let depth = 0;
  let texts: Map<string, string> | undefined;
  let text = "";
  let end = 0;
  parser.on("opentag", ({ name }) => {
    depth += 1;
    text = "";
    if (depth !== DEPTH || name !== "Contents") return;
    texts = new Map();
    rest.push(answer.slice(end, answer.lastIndexOf("<", parser.position - 1)));
  });
  parser.on("text", (more) => {
    text += more;
  });
  parser.on("cdata", (more) => {
    text += more;
  });
  parser.on("closetag", ({ name }) => {
    if (texts !== undefined && depth === DEPTH + 1) texts.set(name, text);
    if (texts !== undefined && depth === DEPTH) {
      objects.push(objectOf(texts));
      texts = undefined;
      end = parser.position;
    }
    depth -= 1;
  });
  try {
    parser.write(answer).close();
  } catch {
    return undefined;
  }
  return { objects, rest: rest.join("") + answer.slice(end) };
}

/** Below the root. */
const DEPTH = 2;

function objectOf(texts: ReadonlyMap<string, string>): _Object {
  const Size = Number(texts.get("Size") ?? 0);
  const LastModified = new Date(texts.get("LastModified") ?? 0);
  if (!Number.isSafeInteger(Size) || Number.isNaN(LastModified.getTime())) throw new RangeError("no size, or no time");
  // Callers keep these two, but not the page that they are parts of.
  const [Key, ETag] = [texts.get("Key"), texts.get("ETag")].map((text) => text && copyOf(text));
  return { Key, ETag, Size, LastModified };
}
