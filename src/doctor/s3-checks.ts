import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { abortUploads, copyObject, deleteObjects, headObject, type Lake, LakeError, listPages } from "../lake/index.ts";
import { type CheckResult, check, Finding, failed, skipped } from "./check.ts";

/** What the pipeline does with objects, and whether the server honours the conditions that it does it under. */
export async function s3Checks(lake: Lake, prefix: string, signal: AbortSignal): Promise<readonly CheckResult[]> {
  const probe = new Probe(lake, prefix, signal);
  const put = await check("s3 put", async () => {
    await probe.put("probe");
    return "allowed";
  });
  const rest: readonly (readonly [name: string, work: () => Promise<string>])[] = [
    ["s3 get", () => probe.canGet()],
    ["s3 copy", () => probe.canCopy()],
    ["s3 delete", () => probe.canDelete()],
    ["s3 multipart uploads", () => probe.canListUploads()],
    ["s3 get if-match", () => probe.getIfMatch()],
    ["s3 copy if-match", () => probe.copyIfMatch()],
    ["s3 delete if-match", () => probe.deleteIfMatch()],
    ["s3 put if-match", () => probe.putIfMatch()],
    ["s3 put if-none-match", () => probe.putIfNoneMatch()],
    ["s3 copy if-none-match", () => probe.copyIfNoneMatch()],
  ];
  const results = [put];
  for (const [name, work] of rest) {
    results.push(failed(put) ? skipped(name, "nothing can be put into the bucket") : await check(name, work));
  }
  return results;
}

/** A version that no object has. */
const NO_ETAG = '"00000000000000000000000000000000"';

const LOST_UPLOADS =
  "An object that is uploaded while the pipeline works could be read torn, or be lost. Use S3, or a server that honours it.";

const NOT_NEEDED = "The pipeline does not rely on it.";

class Probe {
  readonly #lake: Lake;
  readonly #prefix: string;
  readonly #options: { readonly abortSignal: AbortSignal };

  constructor(lake: Lake, prefix: string, signal: AbortSignal) {
    this.#lake = lake;
    this.#prefix = prefix;
    this.#options = { abortSignal: signal };
  }

  async put(
    name: string,
    condition: { readonly IfMatch?: string; readonly IfNoneMatch?: string } = {},
  ): Promise<string> {
    const Body = `${name}\n`;
    const { ETag } = await this.#send(name, "s3:PutObject", (target) =>
      this.#lake.client.send(new PutObjectCommand({ ...target, ...condition, Body }), this.#options),
    );
    return ETag ?? "";
  }

  async canGet(): Promise<string> {
    await this.#get("probe");
    return "allowed";
  }

  async canCopy(): Promise<string> {
    const etag = await this.put("probe");
    await copyObject(this.#lake, {
      sourceKey: this.#key("probe"),
      targetKey: this.#key("copy"),
      etag,
      sizeBytes: "probe\n".length,
      signal: this.#options.abortSignal,
    });
    return "allowed";
  }

  async canDelete(): Promise<string> {
    const key = this.#key("deleted");
    await this.put("deleted");
    await deleteObjects(this.#lake, [key], this.#options.abortSignal);
    if ((await headObject(this.#lake, key)) !== undefined) {
      throw new Finding("failed", "A deleted object is still there. Use a bucket that is read after write.");
    }
    return "allowed";
  }

  async canListUploads(): Promise<string> {
    await abortUploads(this.#lake, this.#prefix);
    for await (const _ of listPages(this.#lake, this.#prefix)) break;
    return "can be listed and aborted";
  }

  async getIfMatch(): Promise<string> {
    await this.#refuses(() => this.#get("probe", NO_ETAG), "failed", "GET with If-Match", LOST_UPLOADS);
    return "honoured";
  }

  async copyIfMatch(): Promise<string> {
    const copy = () => this.#copy("copy", { CopySourceIfMatch: NO_ETAG });
    await this.#refuses(copy, "failed", "COPY with x-amz-copy-source-if-match", LOST_UPLOADS);
    return "honoured";
  }

  async deleteIfMatch(): Promise<string> {
    const etag = await this.put("deleted");
    const remove = (IfMatch: string) => () =>
      this.#send("deleted", "s3:DeleteObject", (target) =>
        this.#lake.client.send(new DeleteObjectCommand({ ...target, IfMatch }), this.#options),
      );
    await this.#refuses(remove(NO_ETAG), "failed", "DELETE with If-Match", LOST_UPLOADS);
    await remove(etag)();
    return "honoured";
  }

  async putIfMatch(): Promise<string> {
    await this.#refuses(() => this.put("probe", { IfMatch: NO_ETAG }), "warning", "PUT with If-Match", NOT_NEEDED);
    return "honoured";
  }

  async putIfNoneMatch(): Promise<string> {
    await this.#refuses(() => this.put("probe", { IfNoneMatch: "*" }), "warning", "PUT with If-None-Match", NOT_NEEDED);
    return "honoured";
  }

  async copyIfNoneMatch(): Promise<string> {
    const etag = await this.put("probe");
    const copy = () => this.#copy("copy", { CopySourceIfNoneMatch: etag });
    await this.#refuses(copy, "warning", "COPY with x-amz-copy-source-if-none-match", NOT_NEEDED);
    return "honoured";
  }

  async #get(name: string, IfMatch?: string): Promise<void> {
    const condition = IfMatch === undefined ? {} : { IfMatch };
    const { Body } = await this.#send(name, "s3:GetObject", (target) =>
      this.#lake.client.send(new GetObjectCommand({ ...target, ...condition }), this.#options),
    );
    await Body?.transformToByteArray();
  }

  #copy(name: string, condition: { readonly CopySourceIfMatch?: string; readonly CopySourceIfNoneMatch?: string }) {
    const CopySource = `${this.#lake.bucket}/${this.#key("probe")}`;
    return this.#send(name, "s3:PutObject", (target) =>
      this.#lake.client.send(new CopyObjectCommand({ ...target, CopySource, ...condition }), this.#options),
    );
  }

  /** @throws Finding if the server does what its condition forbids */
  async #refuses(
    request: () => Promise<unknown>,
    status: "warning" | "failed",
    what: string,
    consequence: string,
  ): Promise<void> {
    try {
      await request();
    } catch (error) {
      if (error instanceof LakeError && error.code === "object_replaced") return;
      if (status === "failed" || !(error instanceof LakeError)) throw error;
      throw new Finding(status, `The server does not take ${what} (${error.code}). ${consequence}`);
    }
    throw new Finding(status, `The server ignores the condition of ${what}. ${consequence}`);
  }

  async #send<T>(
    name: string,
    action: string,
    call: (target: { readonly Bucket: string; readonly Key: string }) => Promise<T>,
  ): Promise<T> {
    const { bucket } = this.#lake;
    const key = this.#key(name);
    this.#options.abortSignal.throwIfAborted();
    try {
      return await call({ Bucket: bucket, Key: key });
    } catch (error) {
      this.#options.abortSignal.throwIfAborted();
      throw LakeError.fromSdk(error, { bucket, key, action });
    }
  }

  #key(name: string): string {
    return `${this.#prefix}doctor-${name}`;
  }
}
