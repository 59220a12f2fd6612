import type { Content, Sink } from "../../tools/generate/sink.ts";

/** Keeps what is written, by key. */
export class MemorySink implements Sink {
  readonly files: Map<string, Uint8Array> = new Map();

  async write(key: string, content: Content): Promise<void> {
    const chunks = content instanceof Uint8Array ? [content] : await Array.fromAsync(content);
    this.files.set(key, Buffer.concat(chunks));
  }
}
