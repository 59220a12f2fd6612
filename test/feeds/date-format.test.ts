import assert from "node:assert/strict";
import { test } from "vitest";
import { parseDateFormat } from "../../src/feeds/index.ts";

/** What the format makes of a text, as Spark's regexp_replace would. */
function isoOf(format: string, text: string): string | undefined {
  const parsed = parseDateFormat(format);
  assert.ok(parsed !== undefined);
  const whole = new RegExp(`^${parsed.pattern}$`);
  if (!whole.test(text)) return undefined;
  const day = text.replace(whole, parsed.replacement);
  return parsed.mayBeShort ? day.replaceAll(/-0(\d\d)/g, "-$1") : day;
}

for (const [format, text, day] of [
  ["yyyy-MM-dd", "2024-01-15", "2024-01-15"],
  ["dd.MM.yyyy", "15.01.2024", "2024-01-15"],
  ["dd.MM.yyyy", "15.1.2024", undefined],
  ["dd.MM.yyyy", "15x01x2024", undefined],
  ["MM/dd/yyyy", "01/15/2024", "2024-01-15"],
  ["d/M/yyyy", "5/1/2024", "2024-01-05"],
  ["d/M/yyyy", "15/12/2024", "2024-12-15"],
  ["d/M/yyyy", "005/1/2024", undefined],
  ["M-d-yyyy", "12-5-2024", "2024-12-05"],
  ["yyyy/M/d", "2024/1/15", "2024-01-15"],
  ["d MM yyyy", "1 02 2024", "2024-02-01"],
  ["yyyyMMdd", "20240115", "2024-01-15"],
  ["ddMMyyyy", "15012024", "2024-01-15"],
] as const) {
  test(`${text} is ${day ?? "nothing"} in the format ${format}`, () => {
    assert.equal(isoOf(format, text), day);
  });
}

for (const format of [
  "",
  "yyyy",
  "dd.MM.yy",
  "dd.MM.yyyyy",
  "dMyyyy",
  "yyyyMd",
  "ddMyyyy",
  "dd.MM.yyyy.dd",
  "DD.MM.YYYY",
]) {
  test(`'${format}' is no format`, () => {
    assert.equal(parseDateFormat(format), undefined);
  });
}
