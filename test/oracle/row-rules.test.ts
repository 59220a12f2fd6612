import assert from "node:assert/strict";
import { test } from "vitest";
import { judge } from "../support/oracle/row-rules.ts";

const GOOD = {
  customer_id: "1",
  store_id: "121",
  product_name: "sugar",
  sales_date: "2023-03-01",
  sales_person_id: "4",
  price: "1.5",
  quantity: "2",
  total_cost: "3",
};

function reasons(changes: Partial<typeof GOOD>): readonly string[] {
  const verdict = judge(new Map(Object.entries({ ...GOOD, ...changes })), "2023-03-31");
  return "reasons" in verdict ? verdict.reasons : [];
}

const CASES: readonly (readonly [what: string, changes: Partial<typeof GOOD>, expected: readonly string[]])[] = [
  ["a good row", {}, []],
  ["a blank value", { customer_id: "" }, ["missing:customer_id"]],
  ["an integer with decimals", { quantity: "2.0" }, ["malformed:quantity"]],
  ["an integer with an exponent", { store_id: "1e3" }, ["malformed:store_id"]],
  ["an id of zero", { sales_person_id: "0" }, ["out_of_range:sales_person_id"]],
  ["the largest id", { customer_id: "2147483647" }, []],
  ["an id above the largest", { customer_id: "2147483648" }, ["out_of_range:customer_id"]],
  ["three decimals", { price: "1.500" }, ["malformed:price"]],
  ["a currency sign", { price: "Rs 1.50" }, ["malformed:price"]],
  ["a negative price", { price: "-1.50", total_cost: "-3" }, ["out_of_range:price", "out_of_range:total_cost"]],
  ["a negative quantity", { quantity: "-2", total_cost: "-3" }, ["out_of_range:quantity", "out_of_range:total_cost"]],
  ["a total that is one cent off", { total_cost: "3.01" }, []],
  ["a total that is two cents off", { total_cost: "2.98" }, ["total_mismatch"]],
  ["a day in another form", { sales_date: "01-03-2023" }, ["malformed:sales_date"]],
  ["a day that no calendar has", { sales_date: "2023-02-29" }, ["malformed:sales_date"]],
  ["the run's day", { sales_date: "2023-03-31" }, []],
  ["the day after the run's", { sales_date: "2023-04-01" }, ["future_date"]],
  [
    "several faults",
    { customer_id: "x", price: "", sales_date: "2099-01-01" },
    ["malformed:customer_id", "missing:price", "future_date"],
  ],
];

for (const [what, changes, expected] of CASES) {
  test(`${what}: ${expected.length === 0 ? "accepted" : expected.join(", ")}`, () => {
    assert.deepEqual(reasons(changes), expected);
  });
}

test("money is exact where a floating-point number is not", () => {
  const verdict = judge(
    new Map(
      Object.entries({ ...GOOD, price: "9007199254740993.01", quantity: "1", total_cost: "9007199254740993.01" }),
    ),
    "2023-03-31",
  );
  assert.ok("sale" in verdict);
  assert.equal(verdict.sale.total, 900719925474099301n);
});
