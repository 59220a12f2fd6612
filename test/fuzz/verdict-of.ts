import type { FeedContract } from "../../src/lake/index.ts";
import { formatOf } from "../../src/lake/inspect/file-format.ts";
import { inspectFooter } from "../../src/lake/inspect/inspect-parquet.ts";
import { textContent } from "../../src/lake/inspect/inspect-text.ts";
import type { ContentFindings } from "../../src/lake/inspect/inspection.ts";
import type { Extension } from "./sound-files.ts";

/** The verdict on a file that arrives in pieces that end at these shares of its length. */
export async function verdictOf(
  extension: Extension,
  content: Buffer,
  feed: FeedContract,
  cuts: readonly number[] = [],
): Promise<ContentFindings> {
  const known = formatOf(extension);
  if (known === undefined) throw new RangeError(`${extension} is not read`);
  const { format, compressed } = known;
  if (format === "parquet") {
    return inspectFooter(content.length, async (start, end) => content.subarray(start, end), feed);
  }
  const text = textContent({ format, compressed }, feed);
  const ends = cuts.map((share) => Math.floor(share * content.length)).toSorted((a, b) => a - b);
  try {
    for (const [index, end] of [...ends, content.length].entries()) {
      // A buffer of its own that is spoilt afterwards: nothing may look at a piece later.
      const piece = Buffer.from(content.subarray(ends[index - 1] ?? 0, end));
      await text.push(piece);
      piece.fill("!");
    }
    return await text.end();
  } finally {
    text.close();
  }
}
