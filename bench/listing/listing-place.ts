import { openPlace, type Place } from "../pipeline/place.ts";
import { openS3Counter, type S3Counter } from "../pipeline/s3-counter.ts";
import { serversOfEnvironment } from "../servers-of-environment.ts";
import { type AnsweredObject, answerListing } from "./answer-listing.ts";
import { fillLedger } from "./known-files.ts";
import { etagOf, keyOf, type Layout, SIZE_BYTES } from "./made-up-objects.ts";

/** A bucket that seems to hold many objects, all of which the ledger knows. */
export interface ListingPlace extends AsyncDisposable {
  readonly env: Place["env"];
  readonly objects: number;
  /** The last key of each of so many equal parts but the last, with an empty one before the first. */
  boundsOf(parts: number): readonly string[];
  /** Lands an object that is really there. */
  land(key: string, content: string): Promise<void>;
  /** What has landed is gone from the listing. */
  forgetLanded(): void;
  /** A proxy that answers listings itself. */
  openS3(delayMs: number): Promise<S3Counter>;
}

export async function openListingPlace(layout: Layout, objects: number): Promise<ListingPlace> {
  const servers = serversOfEnvironment();
  const place = await openPlace(servers, layout);
  const known = Array.from({ length: objects }, (_, number) => ({
    key: keyOf(layout, number),
    etag: etagOf(number),
    sizeBytes: SIZE_BYTES,
  }));
  let listed: readonly AnsweredObject[] = known;
  await fillLedger(place.env, layout, objects);
  return {
    env: place.env,
    objects,
    boundsOf: (parts) =>
      Array.from({ length: parts }, (_, part) => known[Math.floor((part * objects) / parts) - 1]?.key ?? ""),
    async land(key, content) {
      const etag = await place.land(key, content);
      listed = [...listed, { key, etag, sizeBytes: content.length }].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
    forgetLanded() {
      listed = known;
    },
    openS3: (delayMs) =>
      openS3Counter(servers["AWS_ENDPOINT_URL_S3"] ?? "", delayMs, (url) => answerListing(listed, url)),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}
