import { GunzipSink } from "./gunzip.ts";

/** So little may unpack to a thousand times as much. */
const PIECE_BYTES = 16 * 1024;

/** Unpacks the beginning of a gzip file, up to so many bytes of its content. Whether the rest unpacks is not looked at. */
export async function unpackHead(
  stored: AsyncIterable<Buffer>,
  mostBytes: number,
  onText: (text: Buffer) => void,
): Promise<void> {
  let room = mostBytes;
  const gunzip = new GunzipSink((text) => {
    if (room > 0) onText(text.subarray(0, room));
    room -= text.length;
  });
  try {
    for await (const piece of stored) {
      for (let start = 0; start < piece.length && room > 0; start += PIECE_BYTES) {
        await gunzip.push(piece.subarray(start, start + PIECE_BYTES));
      }
      if (room <= 0) return;
    }
  } finally {
    gunzip.close();
  }
}
