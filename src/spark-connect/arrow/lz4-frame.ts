const MAGIC = 0x184d_2204;
const IS_UNCOMPRESSED = 0x8000_0000;
/** A match of the shortest kind copies this many bytes. */
const SHORTEST_MATCH = 4;
/** A length of this value goes on in the bytes that follow. */
const LENGTH_GOES_ON = 15;

interface Block {
  readonly bytes: Uint8Array;
  readonly isCompressed: boolean;
}

/**
 * The content of an LZ4 frame (github.com/lz4/lz4, doc/lz4_Frame_format.md), which Node's zlib does not read. Checksums are
 * not looked at: the connection has its own.
 * @throws RangeError when the frame is damaged
 */
export function decompressLz4Frame(frame: Uint8Array): Uint8Array {
  const { blocks, largestBlock } = readFrame(frame);
  const content = new Uint8Array(blocks.length * largestBlock);
  let length = 0;
  for (const { bytes, isCompressed } of blocks) {
    if (isCompressed) {
      length = decompressBlock(bytes, content, length);
    } else {
      content.set(bytes, length);
      length += bytes.length;
    }
  }
  return content.subarray(0, length);
}

function readFrame(frame: Uint8Array): { readonly blocks: readonly Block[]; readonly largestBlock: number } {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const flags = view.getUint8(4);
  if (view.getUint32(0, true) !== MAGIC || flags >> 6 !== 1) {
    throw damaged();
  }
  const blockChecksum = flags & 0b1_0000 ? 4 : 0;
  const contentSize = flags & 0b1000 ? 8 : 0;
  const dictionaryId = flags & 0b1 ? 4 : 0;
  const largestBlock = 2 ** (8 + 2 * ((view.getUint8(5) >> 4) & 0b111));

  const blocks: Block[] = [];
  let at = 7 + contentSize + dictionaryId;
  for (let size = view.getUint32(at, true); size !== 0; size = view.getUint32(at, true)) {
    const isCompressed = (size & IS_UNCOMPRESSED) === 0;
    const end = at + 4 + (size & ~IS_UNCOMPRESSED);
    if (end > frame.length) {
      throw damaged();
    }
    blocks.push({ bytes: frame.subarray(at + 4, end), isCompressed });
    at = end + blockChecksum;
  }
  return { blocks, largestBlock };
}

/** Appends to what earlier blocks gave, which a match may reach back to. Returns the new length. */
function decompressBlock(block: Uint8Array, content: Uint8Array, start: number): number {
  let length = start;
  let at = 0;
  const next = (): number => {
    const byte = block[at++];
    if (byte === undefined) {
      throw damaged();
    }
    return byte;
  };
  const goesOn = (first: number): number => {
    let value = first;
    if (first === LENGTH_GOES_ON) {
      let more: number;
      do {
        more = next();
        value += more;
      } while (more === 255);
    }
    return value;
  };
  while (at < block.length) {
    const token = next();
    const literals = goesOn(token >> 4);
    content.set(block.subarray(at, at + literals), length);
    at += literals;
    length += literals;
    if (at >= block.length) {
      break; // the last sequence has no match
    }
    const distance = next() | (next() << 8);
    const end = length + goesOn(token & 0b1111) + SHORTEST_MATCH;
    if (distance === 0 || distance > length || end > content.length) {
      throw damaged();
    }
    if (distance >= end - length) {
      content.copyWithin(length, length - distance, end - distance);
      length = end;
    } else {
      // The match overlaps itself: it repeats what it has just written.
      for (; length < end; length++) content[length] = content[length - distance] ?? 0;
    }
  }
  return length;
}

function damaged(): RangeError {
  return new RangeError("The LZ4 frame in the result is damaged. Run the query again.");
}
