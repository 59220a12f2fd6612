import { createGzip, type Gzip } from "node:zlib";

/** Compresses a text that passes by in pieces. */
export class GzipSink {
  readonly #gzip: Gzip = createGzip();
  #made: Buffer[] = [];

  constructor() {
    this.#gzip.on("data", (piece: Buffer) => this.#made.push(piece));
  }

  /** What is ready of the compressed data once the piece is taken in. */
  async push(piece: Buffer): Promise<Buffer> {
    await new Promise<void>((resolve, reject) => {
      this.#gzip.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    return this.#taken();
  }

  async end(): Promise<Buffer> {
    await new Promise<void>((resolve) => {
      this.#gzip.once("end", resolve);
      this.#gzip.end();
    });
    return this.#taken();
  }

  #taken(): Buffer {
    const made = Buffer.concat(this.#made);
    this.#made = [];
    return made;
  }
}
