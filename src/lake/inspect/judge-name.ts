import { quoted } from "../../text/index.ts";
import { repeatedFolder } from "../folder-values.ts";
import { feedOfKey, nameOfKey } from "../keys.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFault } from "./file-fault.ts";
import { EXTENSIONS, formatOf } from "./file-format.ts";

/** Of an S3 key: a name is shown with its end, which holds the extension. */
const LONGEST_NAME = 1_024;

/** XML has no such characters. The driver asks S3 for encoded listings; Spark does not, and fails at one for minutes. */
const NOT_IN_XML = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]/u;

export interface NameVerdict {
  readonly feed: FeedContract | undefined;
  readonly faults: readonly FileFault[];
}

/** Judges a file by what its listing says, before anything of it is read. */
export function judgeName(key: string, sizeBytes: number, feeds: readonly FeedContract[]): NameVerdict {
  const folder = feedOfKey(key);
  const feed = feeds.find((candidate) => candidate.feed === folder);
  const faults = [...feedFaults(folder, feed, feeds), ...nameFaults(key, feed)];
  if (sizeBytes === 0) faults.push({ code: "empty_file", detail: "the file has no content" });
  return { feed, faults };
}

function feedFaults(
  folder: string | undefined,
  feed: FeedContract | undefined,
  feeds: readonly FeedContract[],
): readonly FileFault[] {
  if (feed !== undefined) return [];
  const known = feeds.map((candidate) => candidate.feed).join(", ");
  const detail = folder === undefined ? "the file lies in no feed's folder" : `${quoted(folder)} is no feed`;
  return [{ code: "unknown_feed", detail: `${detail}; the feeds are ${known}` }];
}

function nameFaults(key: string, feed: FeedContract | undefined): readonly FileFault[] {
  const name = nameOfKey(key);
  if (formatOf(name) === undefined) {
    return [
      { code: "unsupported_format", detail: `${quoted(name, LONGEST_NAME)} ends in none of ${EXTENSIONS.join(", ")}` },
    ];
  }
  if (feed !== undefined && name.search(feed.namePattern) === -1) {
    return [{ code: "bad_name", detail: `${quoted(name, LONGEST_NAME)} does not match ${feed.namePattern.source}` }];
  }
  if (/^[_.]/.test(name)) {
    return [
      {
        code: "bad_name",
        detail: `${quoted(name, LONGEST_NAME)} starts with "${name.charAt(0)}", which hides it from Spark`,
      },
    ];
  }
  // Hadoop would look for another key.
  if (key.split("/").some((part) => ["", ".", ".."].includes(part))) {
    return [{ code: "bad_name", detail: "the key has an empty folder name, or one of dots only" }];
  }
  if (NOT_IN_XML.test(key)) {
    return [{ code: "bad_name", detail: "the key has a control character, so that Spark cannot find it" }];
  }
  const repeated = repeatedFolder(key);
  if (repeated !== undefined) {
    return [{ code: "bad_name", detail: `two folders of the key give the column ${quoted(repeated)}` }];
  }
  return [];
}
