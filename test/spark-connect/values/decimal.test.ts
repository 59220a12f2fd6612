import assert from "node:assert/strict";
import { test } from "vitest";
import { Decimal } from "../../../src/spark-connect/values/decimal.ts";

for (const text of [
  "0",
  "-1",
  "1.50",
  "-0.05",
  "0.00",
  "99999999999999999999999999999999999999",
  "-12345678901234567890.123456789012345678",
]) {
  test(`${text} is read and printed with all its digits`, () => {
    assert.equal(Decimal.parse(text).toString(), text);
    assert.equal(JSON.stringify({ value: Decimal.parse(text) }), `{"value":"${text}"}`);
  });
}

const notations: readonly [string, bigint, number][] = [
  ["1.5e3", 1500n, 0],
  ["15E-3", 15n, 3],
  ["-1.25E+1", -125n, 1],
  ["+7", 7n, 0],
  [".5", 5n, 1],
  ["5.", 5n, 0],
];
for (const [text, unscaled, scale] of notations) {
  test(`${text} is read exactly`, () => assert.deepEqual(Decimal.parse(text), new Decimal(unscaled, scale)));
}

for (const text of ["", "-", ".", "1,5", "abc", "1e", "NaN", "1e99999", " 1"]) {
  test(`"${text}" is not a decimal`, () => assert.throws(() => Decimal.parse(text), SyntaxError));
}

test("arithmetic keeps every digit", () => {
  const [one, other] = [Decimal.parse("0.1"), Decimal.parse("0.20")];
  assert.equal(one.add(other).toString(), "0.30");
  assert.equal(one.subtract(other).toString(), "-0.10");
  assert.equal(one.multiply(other).toString(), "0.020");
  assert.equal(one.negate().toString(), "-0.1");
});

test("numbers compare by value, not by their digits", () => {
  assert.equal(Decimal.parse("1.5").compare(Decimal.parse("1.50")), 0);
  assert.ok(Decimal.parse("1.5").equals(Decimal.parse("1.500")));
  assert.equal(Decimal.parse("-2").compare(Decimal.parse("1.99")), -1);
  assert.equal(Decimal.parse("10").compare(Decimal.parse("9.999")), 1);
});

test("the precision counts the digits, and the scale at least", () => {
  assert.equal(Decimal.parse("123.45").precision, 5);
  assert.equal(Decimal.parse("0.001").precision, 3);
  assert.equal(Decimal.parse("-7").precision, 1);
});

test("a scale changes only when no digit is lost", () => {
  assert.deepEqual(Decimal.parse("1.50").withScale(1), new Decimal(15n, 1));
  assert.deepEqual(Decimal.parse("1.5").withScale(3), new Decimal(1500n, 3));
  assert.throws(
    () => Decimal.parse("1.55").withScale(1),
    new RangeError("1.55 has more than 1 digits after the point. Round it first."),
  );
});
