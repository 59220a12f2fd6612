import type { Content, Sink } from "../sink.ts";

/** Writes the content and returns how many bytes it had. */
export async function writeCounted(sink: Sink, key: string, content: Content): Promise<number> {
  if (content instanceof Uint8Array) {
    await sink.write(key, content);
    return content.length;
  }
  const counter = { bytes: 0 };
  await sink.write(key, counted(content, counter));
  return counter.bytes;
}

async function* counted(content: AsyncIterable<Uint8Array>, counter: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    counter.bytes += chunk.length;
    yield chunk;
  }
}
