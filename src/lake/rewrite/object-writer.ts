import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { LakeError, targetIn } from "../lake-error.ts";
import type { Lake } from "../open-lake.ts";
import { request } from "../request.ts";

const PART_BYTES = 32 * 1024 * 1024;

/** Writes an object of any size in parts, with one of them in memory. It appears whole, when it is completed. */
export class ObjectWriter {
  readonly #lake: Lake;
  readonly #key: string;
  readonly #signal: AbortSignal | undefined;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #uploadId: string | undefined;
  readonly #parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = [];

  constructor(lake: Lake, key: string, signal?: AbortSignal) {
    this.#lake = lake;
    this.#key = key;
    this.#signal = signal;
  }

  async write(piece: Buffer): Promise<void> {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes >= PART_BYTES) await this.#uploadPart();
  }

  async complete(): Promise<void> {
    if (this.#uploadId === undefined) {
      const Body = this.#taken();
      await this.#send((options) => this.#lake.client.send(new PutObjectCommand({ ...this.#target(), Body }), options));
      return;
    }
    if (this.#bytes > 0) await this.#uploadPart();
    const MultipartUpload = { Parts: this.#parts };
    const upload = { ...this.#target(), UploadId: this.#uploadId, MultipartUpload };
    await this.#send((options) => this.#lake.client.send(new CompleteMultipartUploadCommand(upload), options));
  }

  /** Nothing is left of what was not completed. */
  async discard(): Promise<void> {
    if (this.#uploadId === undefined) return;
    const upload = { ...this.#target(), UploadId: this.#uploadId };
    await this.#lake.client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
  }

  async #uploadPart(): Promise<void> {
    this.#uploadId ??= await this.#begin();
    const upload = { ...this.#target(), UploadId: this.#uploadId };
    const PartNumber = this.#parts.length + 1;
    const Body = this.#taken();
    const { ETag } = await this.#send((options) =>
      this.#lake.client.send(new UploadPartCommand({ ...upload, PartNumber, Body }), options),
    );
    this.#parts.push({ PartNumber, ETag });
  }

  async #begin(): Promise<string> {
    const { UploadId } = await this.#send((options) =>
      this.#lake.client.send(new CreateMultipartUploadCommand(this.#target()), options),
    );
    if (UploadId !== undefined) return UploadId;
    const target = targetIn(this.#lake, "s3:PutObject", this.#key);
    throw new LakeError("request_failed", target, "no upload id came back");
  }

  #taken(): Buffer {
    const taken = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#bytes = 0;
    return taken;
  }

  #target() {
    return { Bucket: this.#lake.bucket, Key: this.#key };
  }

  #send<T>(call: (options: { readonly abortSignal?: AbortSignal }) => Promise<T>): Promise<T> {
    return request(this.#lake, { key: this.#key, action: "s3:PutObject", signal: this.#signal }, call);
  }
}
