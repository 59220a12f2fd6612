import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { type CsvDialect, dayReader } from "../../../src/feeds/index.ts";
import { DayCollector, type FoundDays } from "../../../src/lake/days/found-days.ts";
import { newTextDays } from "../../../src/lake/days/text-days.ts";

const DIALECT: CsvDialect = { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: ["\\N"] };
const KNOWN = { mayHaveOthers: false };
const range = (first: string, last = first) => ({ first, last });

/** In pieces of three bytes, so that every place is cut somewhere. */
function daysIn(format: "csv" | "jsonl", text: string, given?: string): FoundDays {
  const days = new DayCollector(dayReader());
  const texts = newTextDays(format, DIALECT, { name: "day", given }, days);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 3) texts.push(bytes.subarray(at, at + 3));
  texts.end();
  return days.found;
}

describe("CSV", () => {
  test("days that follow each other are one range, whatever the order of rows", () => {
    const text = "id,day\n1,2026-01-31\n2,2026-03-05\n3,2026-02-01\n4,2026-01-31\n";
    const ranges = [range("2026-01-31", "2026-02-01"), range("2026-03-05")];
    assert.deepEqual(daysIn("csv", text), { ...KNOWN, ranges });
  });

  test("quotes, line breaks within them, blanks, a byte order mark and a line that names the delimiter are no obstacle", () => {
    const text =
      '\ufeffsep=;\r\nid; day ;text\r\n1; "2026-01-05" ;"a;\r\nb,2026-09-09"\r\n\r\n2;2026-01-07;"2026-08-08"';
    assert.deepEqual(daysIn("csv", text), { ...KNOWN, ranges: [range("2026-01-05"), range("2026-01-07")] });
  });

  test("a row without a day says nothing of the file's days", () => {
    assert.deepEqual(daysIn("csv", "id,day\n1,\n2,\\N\n3\n4,2026-01-05\n"), {
      ...KNOWN,
      ranges: [range("2026-01-05")],
    });
    assert.deepEqual(daysIn("csv", "id,day\n"), { ...KNOWN, ranges: [] });
    assert.deepEqual(daysIn("csv", "id,date\n1,2026-01-05\n"), { ...KNOWN, ranges: [] });
  });

  test("a value that is no day leaves open which other days there are", () => {
    assert.deepEqual(daysIn("csv", "id,day\n1,05.01.2026\n2,2026-01-07\n"), {
      mayHaveOthers: true,
      ranges: [range("2026-01-07")],
    });
  });

  test("the folder says the day of rows that have none", () => {
    assert.deepEqual(daysIn("csv", "id\n1\n", "2026-01-05"), { ...KNOWN, ranges: [range("2026-01-05")] });
  });
});

describe("JSON lines", () => {
  test("the member of that name is the day", () => {
    const text =
      '\ufeff{"day":"2026-01-05","x":{"day":"2026-09-09"}}\n\n{"day":null}\n{"id":1}\n{"day":" 2026-01-06 "}';
    assert.deepEqual(daysIn("jsonl", text), { ...KNOWN, ranges: [range("2026-01-05", "2026-01-06")] });
  });

  test("what is no object, or no day, leaves open which other days there are", () => {
    for (const line of ['{"day":', '{"day":{}}', '{"day":20260105}']) {
      assert.deepEqual(daysIn("jsonl", `${line}\n{"day":"2026-01-05"}\n`), {
        mayHaveOthers: true,
        ranges: [range("2026-01-05")],
      });
    }
  });

  test("the folder says the day of records that have none", () => {
    assert.deepEqual(daysIn("jsonl", '{"id":1}\n', "2026-01-05"), { ...KNOWN, ranges: [range("2026-01-05")] });
  });
});
