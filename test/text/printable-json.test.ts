import assert from "node:assert/strict";
import { test } from "vitest";
import { printableJson } from "../../src/text/index.ts";

test("JSON that is printable stands for the same value", () => {
  const value = { key: "a\u001b[31m\u009b31m\u202eb\u{e0001}\u2028 é 🧾 \ud800", list: ["\u007f"] };
  for (const json of [JSON.stringify(value), JSON.stringify(value, undefined, 2)]) {
    const shown = printableJson(json);
    assert.deepEqual(JSON.parse(shown), value);
    assert.doesNotMatch(shown.replaceAll("\n", ""), /[\p{Cc}\u202e\u2028\u{e0001}]/u);
    assert.match(shown, /é 🧾/);
  }
});
