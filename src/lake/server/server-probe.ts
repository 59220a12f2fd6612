import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { abortUploads } from "../abort-uploads.ts";
import { copyObject } from "../copy-object.ts";
import { copySource } from "../copy-source.ts";
import { deleteObjects } from "../delete-objects.ts";
import { headObject } from "../head-object.ts";
import { LakeError, targetIn } from "../lake-error.ts";
import { listPages } from "../list-objects.ts";
import type { Lake } from "../open-lake.ts";
import { type PutCondition, sendText } from "../put-text.ts";
import { request } from "../request.ts";
import { putAsDemanded } from "./put-as-demanded.ts";

/** What a server does with a condition that does not hold: as it should, the request all the same, or no such request at all. */
export type Heed = "honoured" | "ignored" | "refused";

/** A version that no object has. */
const NO_ETAG = '"00000000000000000000000000000000"';

/** Tries on objects of its own what runs ask of an S3 server. Each trial stands for itself; what it leaves, `clear` removes. */
export class ServerProbe {
  readonly #lake: Lake;
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;

  /** @param folder its own, with a `/` at the end */
  constructor(lake: Lake, folder: string, signal?: AbortSignal) {
    this.#lake = lake;
    this.#folder = folder;
    this.#signal = signal;
  }

  /** @throws LakeError missing_setting where the bucket only demands a header that a setting would send */
  async put(): Promise<void> {
    await this.#put(OBJECT);
  }

  async get(): Promise<void> {
    await this.#get(await this.#put(OBJECT));
  }

  async copy(): Promise<void> {
    const etag = await this.#put(OBJECT);
    const [sourceKey, targetKey] = [this.#key(OBJECT), this.#key(COPY)];
    await copyObject(this.#lake, { sourceKey, targetKey, etag, sizeBytes: OBJECT.length, signal: this.#signal });
  }

  /** @throws LakeError also where a removed object is still there */
  async remove(): Promise<void> {
    await this.#put(REMOVED);
    const key = this.#key(REMOVED);
    await deleteObjects(this.#lake, [key], this.#signal);
    if ((await headObject(this.#lake, key, this.#signal)) === undefined) return;
    const target = targetIn(this.#lake, "s3:DeleteObject", key);
    throw new LakeError("not_supported", target, "it is still there after it was removed");
  }

  async list(): Promise<void> {
    for await (const _ of listPages(this.#lake, this.#folder, this.#signal)) break;
  }

  async listUploads(): Promise<Exclude<Heed, "ignored">> {
    try {
      await abortUploads(this.#lake, this.#folder, this.#signal);
      return "honoured";
    } catch (error) {
      if (isLacking(error)) return "refused";
      throw error;
    }
  }

  async getIfMatch(): Promise<Heed> {
    await this.#put(OBJECT);
    return await heed(() => this.#get(NO_ETAG));
  }

  async copyIfMatch(): Promise<Heed> {
    await this.#put(OBJECT);
    return await heed(() => this.#copy({ CopySourceIfMatch: NO_ETAG }));
  }

  async copyIfAbsent(): Promise<Heed> {
    await this.#put(OBJECT);
    await this.#copy({});
    return await heed(() => this.#copy({ IfNoneMatch: "*" }));
  }

  async deleteIfMatch(): Promise<Heed> {
    const etag = await this.#put(REMOVED);
    const found = await heed(() => this.#delete(NO_ETAG));
    if (found !== "honoured") return found;
    await this.#delete(etag);
    return found;
  }

  async putIfMatch(): Promise<Heed> {
    const etag = await this.#put(OBJECT);
    const found = await heed(() => this.#putIf({ ifMatch: NO_ETAG }));
    if (found === "honoured") await this.#putIf({ ifMatch: etag });
    return found;
  }

  async putIfAbsent(): Promise<Heed> {
    await this.#put(OBJECT);
    return await heed(() => this.#putIf({ ifAbsent: true }));
  }

  async clear(): Promise<void> {
    await deleteObjects(
      this.#lake,
      [OBJECT, COPY, REMOVED].map((name) => this.#key(name)),
      this.#signal,
    );
  }

  #put(name: string): Promise<string> {
    return putAsDemanded(this.#lake, this.#key(name), name, this.#signal);
  }

  async #putIf(condition: PutCondition): Promise<void> {
    await sendText(this.#lake, this.#key(OBJECT), OBJECT, { condition, signal: this.#signal });
  }

  async #get(IfMatch: string): Promise<void> {
    const { Body } = await request(this.#lake, this.#target(OBJECT, "s3:GetObject"), (options) =>
      this.#lake.client.send(new GetObjectCommand({ ...this.#object(OBJECT), IfMatch }), options),
    );
    await Body?.transformToByteArray();
  }

  async #copy(condition: { readonly CopySourceIfMatch?: string; readonly IfNoneMatch?: string }): Promise<void> {
    const CopySource = copySource(this.#lake.bucket, this.#key(OBJECT));
    await request(this.#lake, this.#target(COPY, "s3:GetObject and s3:PutObject"), (options) =>
      this.#lake.client.send(new CopyObjectCommand({ ...this.#object(COPY), CopySource, ...condition }), options),
    );
  }

  async #delete(IfMatch: string): Promise<void> {
    await request(this.#lake, this.#target(REMOVED, "s3:DeleteObject"), (options) =>
      this.#lake.client.send(new DeleteObjectCommand({ ...this.#object(REMOVED), IfMatch }), options),
    );
  }

  #object(name: string) {
    return { Bucket: this.#lake.bucket, Key: this.#key(name) };
  }

  #target(name: string, action: string) {
    return { key: this.#key(name), action, signal: this.#signal };
  }

  #key(name: string): string {
    return `${this.#folder}${name}`;
  }
}

/** Of what holds its own name. */
const [OBJECT, COPY, REMOVED] = ["probe", "probe-copy", "probe-removed"] as const;

async function heed(request: () => Promise<unknown>): Promise<Heed> {
  try {
    await request();
    return "ignored";
  } catch (error) {
    if (error instanceof LakeError && error.code === "object_replaced") return "honoured";
    if (isLacking(error)) return "refused";
    throw error;
  }
}

function isLacking(error: unknown): boolean {
  return error instanceof LakeError && (error.code === "not_supported" || error.code === "request_failed");
}
