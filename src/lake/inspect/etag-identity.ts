import { createHash } from "node:crypto";

const PREFIX = "etag:";
/** As long as a SHA-256 in hexadecimal, in whose place it stands. */
const LONGEST = 64;

/** What tells a content apart that was not read as a whole: what the store says of it. */
export function etagIdentity({ etag, sizeBytes }: { readonly etag: string; readonly sizeBytes: number }): string {
  const identity = `${PREFIX}${etag.replaceAll('"', "")}:${sizeBytes}`;
  if (identity.length <= LONGEST) return identity;
  return `${PREFIX}${createHash("sha256").update(identity).digest("hex")}`.slice(0, LONGEST);
}

/** Whether that is what the ledger holds instead of a SHA-256. */
export function isEtagIdentity(sha256: string | null): boolean {
  return sha256?.startsWith(PREFIX) === true;
}
