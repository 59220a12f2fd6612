import assert from "node:assert/strict";
import type { CsvDialect } from "../../src/feeds/index.ts";
import { sparkPath } from "../../src/lake/index.ts";
import { CsvInspector } from "../../src/lake/inspect/inspect-csv.ts";
import type { SourceFile } from "../../src/records/source-file.ts";
import { FEEDS } from "../support/feeds.ts";

/** A CSV file on the machine of Spark, as a run hands one to the job that its validation has let pass. */
export function csvSource(path: string, text: string | Buffer, dialect: Partial<CsvDialect> = {}): SourceFile {
  const feedCsv: CsvDialect = { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: ["\\N"], ...dialect };
  const inspector = new CsvInspector({ ...FEEDS.sales, feed: "sales", namePattern: /./, csv: feedCsv });
  inspector.push(Buffer.from(text));
  const { columns, multiline, recordEnd = "\n", plain = false, preambleLines, csv = feedCsv, faults } = inspector.end();
  assert.deepEqual(faults, []);
  const { load, reported } = sparkPath({ file: path });
  return {
    fileId: 1,
    sizeBytes: Buffer.byteLength(text),
    loadPath: load,
    reportedPath: reported,
    format: "csv",
    columns,
    columnTypes: new Map(),
    sampled: false,
    multiline,
    recordEnd,
    plain,
    preambleLines,
    csv,
    folders: new Map(),
  };
}
