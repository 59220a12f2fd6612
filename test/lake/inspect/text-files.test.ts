import assert from "node:assert/strict";
import { afterAll, describe, test } from "vitest";
import { inspectFile } from "../../../src/lake/index.ts";
import { formatOf } from "../../../src/lake/inspect/file-format.ts";
import { textContent } from "../../../src/lake/inspect/inspect-text.ts";
import type { Inspection } from "../../../src/lake/inspect/inspection.ts";
import { temporaryLake } from "../temporary-lake.ts";
import { SALES } from "./contracts.ts";
import { TEXT_FILES, type TextFile, type Verdict } from "./text-files.ts";

const lake = await temporaryLake();
afterAll(() => lake.remove());

type Findings = Pick<Inspection, "records" | "columns" | "multiline" | "faults">;

function verdictOf({ records, columns, multiline, faults }: Findings): Verdict {
  return { records, columns, multiline, faults: faults.map(({ code, detail }) => `${code}: ${detail}`) };
}

describe("the verdict on", () => {
  for (const [index, { title, extension, content, verdict }] of TEXT_FILES.entries()) {
    test(title, async () => {
      const key = `raw/sales/sales_data_${index}${extension}`;
      const file = { key, etag: await lake.put(key, content), sizeBytes: content.length };
      const outcome = await inspectFile(lake, file, SALES);
      assert.ok(outcome.kind === "inspected");
      assert.deepEqual(verdictOf(outcome.inspection), verdict);
      assert.equal(outcome.inspection.compressed, extension.endsWith(".gz"));
    });
  }
});

async function inspectPieces({ extension, content }: TextFile, cuts: readonly number[]): Promise<Verdict> {
  const known = formatOf(extension);
  assert.ok(known !== undefined && known.format !== "parquet");
  const { format, compressed } = known;
  const pieces = textContent({ format, compressed }, SALES);
  try {
    for (const [index, end] of [...cuts, content.length].entries()) {
      // A buffer of its own that is spoilt afterwards: nothing may look at a piece later.
      const piece = Buffer.from(content.subarray(cuts[index - 1] ?? 0, end));
      await pieces.push(piece);
      piece.fill("!");
    }
    return verdictOf(await pieces.end());
  } finally {
    pieces.close();
  }
}

describe("the verdict does not depend on the borders of what arrives:", () => {
  for (const file of TEXT_FILES.filter(({ content }) => content.length < 1_000)) {
    test(file.title, async () => {
      const everywhere = Array.from({ length: Math.max(0, file.content.length - 1) }, (_, index) => index + 1);
      assert.deepEqual(await inspectPieces(file, everywhere), file.verdict, "byte by byte");
      for (const cut of everywhere) assert.deepEqual(await inspectPieces(file, [cut]), file.verdict, `cut at ${cut}`);
    });
  }
});
