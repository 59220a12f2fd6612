import assert from "node:assert/strict";
import { test } from "vitest";
import { MOST_FIELDS } from "../../../src/lake/inspect/limits.ts";
import { type RecordCounts, RecordScanner } from "../../../src/lake/inspect/record-scanner.ts";
import { csvSyntax, JSON_LINES_SYNTAX, type RecordSyntax } from "../../../src/lake/inspect/record-syntax.ts";

const CSV = csvSyntax({ delimiter: ",", quote: '"' });
const SKIPPING = csvSyntax({ delimiter: ",", quote: '"', emptyRows: "skip" });
const TABS = csvSyntax({ delimiter: "\t", quote: "'" });

function scan(syntax: RecordSyntax, pieces: readonly string[], keep = { records: 0, bytes: 0 }): RecordCounts {
  const scanner = new RecordScanner(syntax, keep);
  for (const piece of pieces) scanner.push(Buffer.from(piece));
  return scanner.end();
}

/** What the scanner finds, the plain way: value by value over the whole text. */
function referenceCounts(text: string, skipsEmptyRows = false): Omit<RecordCounts, "first"> {
  let at = 0;
  let records = 0;
  let emptyRows = 0;
  let multiline = false;
  let endsInCr = false;
  let openQuoteLine: number | undefined;
  const passed = (pattern: RegExp) => {
    const length = pattern.exec(text.slice(at))?.[0].length ?? 0;
    at += length;
    return text.slice(at - length, at);
  };
  while (at < text.length) {
    const start = at;
    do {
      passed(/^[^\S\r\n]+/);
      if (text[at] === '"') {
        const line = linesIn(text.slice(0, at));
        const quoted = passed(/^"(?:[^"]|"")*"?/);
        if (/[\r\n]/.test(quoted)) multiline = true;
        if (/^"(?:[^"]|"")*$/.test(quoted)) openQuoteLine = line + 1;
      }
      passed(/^[^,\r\n]+/);
    } while (passed(/^,/) !== "");
    const line = text.slice(start, at);
    if (skipsEmptyRows && records > 0 && /^[\s,]*$/.test(line)) emptyRows += line.includes(",") ? 1 : 0;
    else if (line.trim() !== "") records += 1;
    if (/^\r[^\n]/.test(text.slice(at))) endsInCr = true;
    passed(/^(?:\r\n|\r|\n)/);
  }
  const lines = linesIn(text) + (/[^\r\n]$/.test(text) ? 1 : 0);
  const quoted = text.includes('"');
  return { records, emptyRows, lines, quoted, multiline, endsInCr, openQuoteLine, overfullLine: undefined };
}

function linesIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** Numbers from 0 to below `below`, the same on every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomPieces(text: string, random: (below: number) => number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = 1 + random(random(2) === 0 ? 3 : text.length);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

test("any short text is divided as a plain parser divides it, wherever it is cut", () => {
  const random = randomNumbers(1);
  for (let round = 0; round < 30_000; round += 1) {
    const text = Array.from({ length: random(14) }, () => 'ab,"" \t\n\r'.charAt(random(10))).join("");
    const keep = { records: random(3), bytes: random(20) };
    const pieces = randomPieces(text, random);
    const { first: _, ...counts } = scan(CSV, pieces, keep);
    assert.deepEqual(counts, referenceCounts(text), JSON.stringify(text));
    const { first: __, ...skipping } = scan(SKIPPING, pieces, keep);
    assert.deepEqual(skipping, referenceCounts(text, true), JSON.stringify(text));
  }
});

test("so is any long text, where whole lines are passed at once", () => {
  const random = randomNumbers(2);
  const records = [
    "1,a,2",
    "1,a,2",
    "",
    "  ",
    " ,, ",
    '1,"b, c",2',
    '"two\nlines",1',
    '"two\r\nlines ""quoted""",1',
    'x"y,1',
  ];
  const ends = ["\n", "\n", "\r\n", "\r"];
  for (let round = 0; round < 60; round += 1) {
    const usual = random(records.length);
    const end = ends[random(ends.length)] ?? "\n";
    const text = Array.from({ length: 2_000 }, () => {
      const rare = random(300) === 0;
      return `${records[rare ? random(records.length) : usual]}${rare ? ends[random(ends.length)] : end}`;
    }).join("");
    const pieces = randomPieces(text, random);
    for (const [syntax, skips] of [
      [CSV, false],
      [SKIPPING, true],
    ] as const) {
      const { first: _, ...counts } = scan(syntax, pieces);
      assert.deepEqual(counts, referenceCounts(text, skips), `round ${round}`);
    }
  }
});

test("the first records are kept as they were written, blank lines left out", () => {
  const first = (pieces: readonly string[], records: number, bytes = 100) =>
    scan(CSV, pieces, { records, bytes }).first.map(String);
  assert.deepEqual(first(["\n \na,", '"b\r', '\nc"\r', "\n\nd\ne\n"], 2), ['a,"b\r\nc"\r', "d\n"]);
  assert.deepEqual(first(["a\nb"], 5), ["a\n", "b"]);
  assert.deepEqual(first(["a\nb\nccccc\nd\n"], 5, 8), ["a\n", "b\n"]);
  assert.deepEqual(first(["a".repeat(200)], 1), []);
});

test("another delimiter and quote; a line of delimiters that are blanks is blank", () => {
  assert.deepEqual(scan(TABS, ["a\t'b\nc'\n\t\t\n\"\n\"\n"]), {
    records: 3,
    emptyRows: 0,
    lines: 5,
    quoted: true,
    multiline: true,
    endsInCr: false,
    openQuoteLine: undefined,
    overfullLine: undefined,
    first: [],
  });
});

test("lines of delimiters and blanks are skipped and counted where that is asked for, but before the first record", () => {
  const text = ',,\na,b\n,\n , \n\n"",\n,1\n,,,\n,,';
  for (const at of Array.from(text).keys()) {
    const { records, emptyRows, first } = scan(SKIPPING, [text.slice(0, at), text.slice(at)], {
      records: 9,
      bytes: 99,
    });
    assert.deepEqual([records, emptyRows], [4, 4], `cut at ${at}`);
    assert.deepEqual(first.map(String), [",,\n", "a,b\n", '"",\n', ",1\n"]);
  }
});

test("JSON lines end at line ends alone, and only blanks and tabs make a line blank", () => {
  assert.deepEqual(scan(JSON_LINES_SYNTAX, ['"\n \t\n"\r\n\u0001\r,\n']), {
    records: 4,
    emptyRows: 0,
    lines: 5,
    quoted: false,
    multiline: false,
    endsInCr: true,
    openQuoteLine: undefined,
    overfullLine: undefined,
    first: [],
  });
});

test("a record with more fields than Spark's reader takes is found, wherever it is cut", () => {
  const fields = (count: number) => Array.from({ length: count }, () => "x").join(",");
  const quoted = `"${",".repeat(2 * MOST_FIELDS)}"`;
  const most = `a\n${fields(MOST_FIELDS)}\n${quoted},b\n"c\nd"\n`;
  for (const at of [0, 5, MOST_FIELDS, most.length - 1]) {
    assert.equal(scan(CSV, [most.slice(0, at), most.slice(at)]).overfullLine, undefined);
    const more = `${most}${fields(MOST_FIELDS + 1)}\n`;
    assert.equal(scan(CSV, [more.slice(0, at), more.slice(at)]).overfullLine, 6);
  }
});
