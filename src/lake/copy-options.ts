/** One version of an object, and where to copy it. */
export interface CopyOptions {
  readonly sourceKey: string;
  readonly targetKey: string;
  /** Only this version of the source is copied. */
  readonly etag: string;
  readonly sizeBytes: number;
  /**
   * The largest object that is copied in one request; a larger one is copied in parts of at most this size.
   *
   * @default 5 GiB, the most that S3 copies at once
   */
  readonly partBytes?: number;
  /**
   * The copy fails, with `object_replaced`, if there is an object at the target. Not every server heeds it: who asks for it looks up
   * before.
   *
   * @default false
   */
  readonly onlyIfAbsent?: boolean;
  readonly signal?: AbortSignal | undefined;
}
