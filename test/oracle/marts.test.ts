import assert from "node:assert/strict";
import { test } from "vitest";
import { readDimensions } from "../support/oracle/dimensions.ts";
import { contractOf, salesCsv, textFile } from "./sales-csv.ts";

const sale = (person: number, total: string, date = "2023-03-01"): string =>
  `1,121,sugar,${date},${person},${total},1,${total}`;

async function ranked(...lines: readonly string[]): Promise<readonly (readonly (string | null | undefined)[])[]> {
  const { salesTeamMart } = await contractOf(salesCsv(...lines));
  return salesTeamMart.map((row) => [row["sales_person_id"], row["total_sales"], row["sales_rank"], row["incentive"]]);
}

test("everyone who shares rank 1 gets an incentive of their own, and the next rank is skipped", async () => {
  assert.deepEqual(await ranked(sale(1, "100"), sale(2, "60.00"), sale(2, "40"), sale(3, "7"), sale(4, "7")), [
    ["1", "100.00", "1", "1.00"],
    ["2", "100.00", "1", "1.00"],
    ["3", "7.00", "3", "0.00"],
    ["4", "7.00", "3", "0.00"],
  ]);
});

for (const [total, incentive] of [
  ["1050.50", "10.51"],
  ["0.50", "0.01"],
  ["0.49", "0.00"],
  ["1050.49", "10.50"],
  ["0", "0.00"],
  ["9007199254740993.01", "90071992547409.93"],
] as const) {
  test(`the incentive of ${total} is ${incentive}`, async () => {
    const [row] = await ranked(sale(1, total));
    assert.equal(row?.[3], incentive);
  });
}

test("a sale on the last day of a month belongs to that month", async () => {
  const { customersMart } = await contractOf(salesCsv(sale(1, "5", "2023-03-31"), sale(1, "6", "2023-04-01")));
  assert.deepEqual(
    customersMart.map((row) => [row["sales_month"], row["total_sales"]]),
    [
      ["2023-03", "5.00"],
      ["2023-04", "6.00"],
    ],
  );
});

test("rows are in the order of their numbers, not of their text", async () => {
  const rows = await ranked(sale(10, "1"), sale(9, "1"), sale(100, "1"));
  assert.deepEqual(
    rows.map(([person]) => person),
    ["9", "10", "100"],
  );
});

test("a later dimension file overwrites rows and deletes none", async () => {
  const header = "id,first_name,last_name";
  const dimensions = await readDimensions({
    customers: [],
    stores: [],
    salesTeam: [textFile("a.csv", `${header}\n1,Usha,Rao\n2,Anil,\n`), textFile("b.csv", `${header}\n1,Usha,Nair\n`)],
  });
  const { salesTeamMart } = await contractOf(salesCsv(sale(1, "2"), sale(2, "1")), { dimensions });
  assert.deepEqual(
    salesTeamMart.map((row) => row["full_name"]),
    ["Usha Nair", "Anil"],
  );
});

test("unknown references count as warnings, or reject the row if that is asked for", async () => {
  const file = salesCsv(sale(1, "2"), sale(2, "1"));
  const dimensions = {
    customers: [{ customer_id: "1" }],
    stores: [{ id: "121" }],
    salesTeam: [{ id: "1", first_name: "Usha", last_name: "Rao" }],
  };
  const accepting = await contractOf(file, { dimensions });
  assert.deepEqual(accepting.warnings, { "unknown_reference:sales_person": 1 });
  assert.equal(accepting.salesTeamMart.length, 2);
  const rejecting = await contractOf(file, { dimensions, unknownReferences: "reject" });
  assert.deepEqual(rejecting.warnings, {});
  assert.deepEqual(rejecting.files[0]?.reasons, { "unknown_reference:sales_person": 1 });
  assert.equal(rejecting.salesTeamMart.length, 1);
});
