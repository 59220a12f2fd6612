import { PutObjectCommand } from "@aws-sdk/client-s3";
import { headObject } from "./head-object.ts";
import { LakeError, targetIn } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** What must hold at a key for something to be written there; else `object_replaced`. */
export type PutCondition =
  | { readonly ifMatch: string }
  /** There is no object. */
  | { readonly ifAbsent: true };

export interface PutOptions {
  /** @default nothing */
  readonly condition?: PutCondition | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Writes a text as one object. Returns the object's ETag. A condition that the server does not heed is looked up before. */
export async function putText(
  lake: Lake,
  key: string,
  text: string,
  { condition, ...options }: PutOptions & { readonly contentType?: string },
): Promise<string> {
  if (condition === undefined || lake.abilities.found.conditionalPut) {
    return await sendText(lake, key, text, { ...options, condition });
  }
  const present = await headObject(lake, key, options.signal);
  if (present?.etag !== ("ifMatch" in condition ? condition.ifMatch : undefined)) {
    const target = targetIn(lake, "s3:PutObject", key);
    throw new LakeError("object_replaced", target, "another object lies there than the one that was read");
  }
  return await sendText(lake, key, text, options);
}

/** The same in one request, whatever the server makes of the condition. */
export async function sendText(
  lake: Lake,
  key: string,
  Body: string,
  { contentType = "text/plain", condition, signal }: PutOptions & { readonly contentType?: string },
): Promise<string> {
  const input = { Bucket: lake.bucket, Key: key, Body, ContentType: contentType, ...conditionOf(condition) };
  const { ETag } = await request(lake, { key, action: "s3:PutObject", signal }, (options) =>
    lake.client.send(new PutObjectCommand({ ...input }), options),
  );
  return ETag ?? "";
}

function conditionOf(condition: PutCondition | undefined): {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
} {
  if (condition === undefined) return {};
  return "ifMatch" in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: "*" };
}
