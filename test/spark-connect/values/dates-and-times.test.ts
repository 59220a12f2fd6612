import assert from "node:assert/strict";
import { test } from "vitest";
import { CalendarInterval } from "../../../src/spark-connect/values/calendar-interval.ts";
import { DayTimeInterval } from "../../../src/spark-connect/values/day-time-interval.ts";
import { LocalDate } from "../../../src/spark-connect/values/local-date.ts";
import { LocalTime } from "../../../src/spark-connect/values/local-time.ts";
import { LocalTimestamp } from "../../../src/spark-connect/values/local-timestamp.ts";
import { Timestamp } from "../../../src/spark-connect/values/timestamp.ts";
import { YearMonthInterval } from "../../../src/spark-connect/values/year-month-interval.ts";

const days: readonly [string, number][] = [
  ["1970-01-01", 0],
  ["1969-12-31", -1],
  ["2000-02-29", 11_016],
  ["1900-03-01", -25_508],
  ["0001-01-01", -719_162],
  ["0000-12-31", -719_163],
  ["-0001-03-01", -719_834],
  ["9999-12-31", 2_932_896],
  ["+10000-01-01", 2_932_897],
];
for (const [text, daysSinceEpoch] of days) {
  test(`${text} is day ${daysSinceEpoch}`, () => {
    assert.equal(LocalDate.parse(text).daysSinceEpoch, daysSinceEpoch);
    assert.equal(new LocalDate(daysSinceEpoch).toString(), text);
  });
}

test("each day of four centuries follows the day before, as JavaScript counts them", () => {
  for (let day = -146_097; day <= 146_097; day += 7) {
    assert.equal(new LocalDate(day).toString(), new Date(day * 86_400_000).toISOString().slice(0, 10));
  }
});

test("days that the calendar does not have are refused", () => {
  for (const text of ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-01-00"]) {
    assert.throws(() => LocalDate.parse(text), RangeError);
  }
  for (const text of ["2024-1-1", "24-01-01", "2024/01/01", "2024-01-01T00:00", ""]) {
    assert.throws(() => LocalDate.parse(text), SyntaxError);
  }
});

test("a date has parts, and other days around it", () => {
  const date = LocalDate.of(2024, 2, 29);
  assert.deepEqual([date.year, date.month, date.day], [2024, 2, 29]);
  assert.equal(date.plusDays(1).toString(), "2024-03-01");
  assert.equal(date.compare(LocalDate.of(2024, 3, 1)), -1);
});

test("an instant is exact to the microsecond, also before 1970", () => {
  assert.equal(Timestamp.parse("1969-12-31T23:59:59.999999Z").epochMicros, -1n);
  assert.equal(new Timestamp(-1n).toString(), "1969-12-31T23:59:59.999999Z");
  assert.equal(Timestamp.parse("2024-02-29T12:30:00.5+02:00").toString(), "2024-02-29T10:30:00.5Z");
  assert.equal(Timestamp.parse("2024-02-29 12:30-05:30").toString(), "2024-02-29T18:00:00Z");
});

test("an instant without an offset is refused", () => {
  for (const text of ["2024-02-29T12:30:00", "2024-02-29T24:00:00Z", "2024-02-29T12:30:00.1234567Z", "now"]) {
    assert.throws(() => Timestamp.parse(text), SyntaxError);
  }
});

test("an instant and a Date hold the same millisecond", () => {
  const date = new Date("2024-02-29T12:30:00.123Z");
  assert.deepEqual(Timestamp.fromDate(date).toDate(), date);
  assert.deepEqual(new Timestamp(-1n).toDate(), new Date(-1));
});

test("a local timestamp has no offset", () => {
  assert.equal(LocalTimestamp.parse("1500-01-01T00:00:00.1").toString(), "1500-01-01T00:00:00.1");
  assert.throws(() => LocalTimestamp.parse("2024-02-29T12:30:00Z"), SyntaxError);
});

test("a time of day is less than a day", () => {
  assert.equal(LocalTime.parse("23:59:59.999999").microsOfDay, 86_399_999_999n);
  assert.equal(new LocalTime(1n).toString(), "00:00:00.000001");
  assert.throws(() => LocalTime.parse("24:00:00"), SyntaxError);
  assert.throws(() => new LocalTime(86_400_000_000n), RangeError);
});

test("intervals print as in SQL", () => {
  assert.equal(new YearMonthInterval(-14).toString(), "INTERVAL '-1-2' YEAR TO MONTH");
  assert.equal(new DayTimeInterval(-93_784_500_000n).toString(), "INTERVAL '-1 02:03:04.5' DAY TO SECOND");
});

test("JSON of a value is its text", () => {
  const values = [
    LocalDate.of(2024, 2, 29),
    LocalTime.parse("23:59:59.5"),
    LocalTimestamp.parse("2024-02-29T12:30:00"),
    Timestamp.parse("2024-02-29T12:30:00Z"),
    new YearMonthInterval(14),
    new DayTimeInterval(1_500_000n),
    new CalendarInterval(1, 2, 3_000_000n),
  ];
  assert.deepEqual(JSON.parse(JSON.stringify(values)), values.map(String));
});
