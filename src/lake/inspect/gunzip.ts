import { createGunzip, type Gunzip } from "node:zlib";

/** Larger than Node's default: fewer, longer steps. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Decompresses gzip piece by piece, one or several members.
 *
 * It never throws: what is wrong with the data is told at the end, and everything before it was passed on.
 */
export class GunzipSink {
  readonly #gunzip: Gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  #compressedBytes = 0;
  #failure: string | undefined;
  #ended = false;
  /** Settles the step that is under way, also when it fails: Node does not call back then. */
  #settle: () => void = () => undefined;

  constructor(onText: (text: Buffer) => void) {
    this.#gunzip.on("data", onText);
    this.#gunzip.on("error", (error) => {
      this.#failure = reasonOf(error);
      this.#settle();
    });
    this.#gunzip.on("end", () => {
      this.#ended = true;
      this.#settle();
    });
  }

  /** Resolves once the piece is decompressed and passed on. */
  async push(piece: Buffer): Promise<void> {
    this.#compressedBytes += piece.length;
    if (this.#failure !== undefined || this.#ended) return;
    await this.#step((done) => this.#gunzip.write(piece, done));
  }

  /** What is wrong with the data, or undefined. */
  async end(): Promise<string | undefined> {
    if (this.#failure === undefined && !this.#ended) await this.#step(() => this.#gunzip.end());
    // Node takes what is no further member for padding and drops it; Hadoop's reader fails there.
    const surplus = this.#compressedBytes - this.#gunzip.bytesWritten;
    if (this.#failure === undefined && surplus > 0) {
      this.#failure = `${surplus} bytes follow the end of the gzip data`;
    }
    return this.#failure;
  }

  close(): void {
    this.#gunzip.destroy();
  }

  async #step(take: (done: () => void) => void): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      take(resolve);
    });
  }
}

function reasonOf(error: Error): string {
  return "code" in error && error.code === "Z_BUF_ERROR"
    ? "the gzip data is cut off"
    : `broken gzip data: ${error.message}`;
}
