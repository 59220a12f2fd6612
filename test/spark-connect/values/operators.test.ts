import assert from "node:assert/strict";
import { test } from "vitest";
import {
  CalendarInterval,
  col,
  DayTimeInterval,
  Decimal,
  LocalDate,
  LocalTime,
  LocalTimestamp,
  Timestamp,
  Variant,
  YearMonthInterval,
} from "../../../src/spark-connect/index.ts";

const VALUES: Readonly<Record<string, object>> = {
  Decimal: Decimal.parse("9.00"),
  LocalDate: LocalDate.parse("2024-02-29"),
  LocalTime: LocalTime.parse("01:02"),
  LocalTimestamp: LocalTimestamp.parse("2024-02-29T01:02"),
  Timestamp: Timestamp.parse("2024-02-29T01:02Z"),
  CalendarInterval: new CalendarInterval(1, 2, 3n),
  DayTimeInterval: new DayTimeInterval(1n),
  YearMonthInterval: new YearMonthInterval(1),
  Variant: new Variant(new Uint8Array(), new Uint8Array()),
  Column: col("a"),
};

for (const [name, value] of Object.entries(VALUES)) {
  test(`a ${name} refuses <, + and == with text`, () => {
    const expected = {
      name: "TypeError",
      message: new RegExp(`^A ${name} does not work with <, >, \\+ or ==\\. Use `),
    };
    const other: unknown = value;
    assert.throws(() => value < new Date(), expected);
    assert.throws(() => Number(value) + 1, expected);
    // biome-ignore lint/suspicious/noDoubleEquals: it is what is tested
    assert.throws(() => other == "9.00", expected);
    assert.equal(typeof String(value), "string");
  });
}

test("a value prints in a template", () => {
  assert.equal(`${Decimal.parse("9.00")}`, "9.00");
});

test("intervals are read as they are printed", () => {
  for (const micros of [0n, 1n, -5n, 86_400_000_000n, -90_061_000_001n]) {
    const interval = new DayTimeInterval(micros);
    assert.deepEqual(DayTimeInterval.parse(interval.toString()), interval);
  }
  assert.deepEqual(DayTimeInterval.parse("-1 02:03:04.5"), new DayTimeInterval(-93_784_500_000n));
  for (const months of [0, 1, -18, 25]) {
    const interval = new YearMonthInterval(months);
    assert.deepEqual(YearMonthInterval.parse(interval.toString()), interval);
  }
  assert.deepEqual(YearMonthInterval.parse("1-11"), new YearMonthInterval(23));
});

test("text that is no interval is refused", () => {
  for (const text of ["", "1", "1 24:00:00", "1 day", "INTERVAL '1' DAY"]) {
    assert.throws(() => DayTimeInterval.parse(text), { name: "SyntaxError", message: /is not a day-time interval/ });
  }
  for (const text of ["", "1", "1-12", "INTERVAL '1' YEAR"]) {
    assert.throws(() => YearMonthInterval.parse(text), {
      name: "SyntaxError",
      message: /is not a year-month interval/,
    });
  }
});

test("intervals compare by their length", () => {
  assert.ok(new DayTimeInterval(1n).compare(new DayTimeInterval(2n)) < 0);
  assert.ok(new YearMonthInterval(2).compare(new YearMonthInterval(1)) > 0);
});
