import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { cappedList, excerpt, quoted } from "../../src/text/index.ts";
import { printable } from "../../src/text/printable.ts";

describe("printable text", () => {
  test("shows what a terminal would obey, turn around or hide as escapes", () => {
    const cases: Readonly<Record<string, string>> = {
      "\u001b[31mred\u0007": "\\u001b[31mred\\u0007",
      "a\nb\r\n\tc\0": "a\\nb\\r\\n\\tc\\u0000",
      "\u0085\u009b\u007f": "\\u0085\\u009b\\u007f",
      "csv.\u202egpj\u202c \u2066x\u2069 \u200f\u061c": "csv.\\u202egpj\\u202c \\u2066x\\u2069 \\u200f\\u061c",
      "id\ufeff\u200b\u2060": "id\\ufeff\\u200b\\u2060",
      "\u2028\u2029": "\\u2028\\u2029",
      "\ud800 \udc00x": "\\ud800 \\udc00x",
      "\u{e0041}": "\\u{e0041}",
    };
    for (const [text, shown] of Object.entries(cases)) assert.equal(printable(text), shown);
  });

  test("leaves text of every script and emoji as they are", () => {
    for (const text of [
      "café, 日本, “x”",
      "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}",
      "\u0645\u06cc\u200c\u062e",
      "a\\nb",
    ]) {
      assert.equal(printable(text), text);
    }
  });
});

test("an excerpt is cut between characters, and says so", () => {
  assert.equal(excerpt("abc", 3), "abc");
  assert.equal(excerpt("abcd", 3), "abc…");
  assert.equal(excerpt("\u{1f9c2}".repeat(4), 3), `${"\u{1f9c2}".repeat(3)}…`);
  assert.equal(excerpt("\u{1f9c2}".repeat(3), 3), "\u{1f9c2}".repeat(3));
  assert.equal(quoted("a\n".repeat(100), 4), '"a\\na\\n…"');
});

test("a long list ends in how many more there are", () => {
  assert.equal(cappedList(["a", "b"], 2), "a, b");
  assert.equal(cappedList(Array.from({ length: 1_000 }, (_, index) => `c${index}`)).slice(-14), "… and 980 more");
});
