import assert from "node:assert/strict";
import { test } from "vitest";
import { generateDataset } from "../../tools/generate/generate-dataset.ts";
import { generateSecondWave } from "../../tools/generate/generate-second-wave.ts";
import { formatMoney } from "../../tools/generate/money.ts";
import type { Contract } from "../support/oracle/compute-contract.ts";
import { contractOfFirstWave } from "./generated-contract.ts";
import { MemorySink } from "./memory-sink.ts";
import { SMALL } from "./small-options.ts";

const firstSink = new MemorySink();
const first = await generateDataset(SMALL, firstSink);
const sink = new MemorySink();
const second = await generateSecondWave(SMALL, sink, first);

const before = await contractOfFirstWave(firstSink.files, first);
const stored = new Map([...firstSink.files, ...sink.files]);
const after = await contractOfFirstWave(stored, first, [second.late.key]);

function personIn(contract: Contract, personId: number) {
  const { storeId, month } = second.moved;
  const row = contract.salesTeamMart.find(
    (each) =>
      each["store_id"] === String(storeId) &&
      each["sales_month"] === month &&
      each["sales_person_id"] === String(personId),
  );
  return { total: row?.["total_sales"], rank: row?.["sales_rank"], incentive: row?.["incentive"] };
}

test("the late file takes the incentive from one person and gives it to another", () => {
  const { from, to, month } = second.moved;
  assert.equal(month, SMALL.firstMonth);
  const loser = [from.totalBefore, from.totalAfter, from.incentiveBefore, from.incentiveAfter].map(formatMoney);
  const winner = [to.totalBefore, to.totalAfter, to.incentiveBefore, to.incentiveAfter].map(formatMoney);
  assert.deepEqual(personIn(before, from.personId), { total: loser[0], rank: "1", incentive: loser[2] });
  assert.deepEqual(personIn(before, to.personId), { total: winner[0], rank: "2", incentive: "0.00" });
  assert.deepEqual(personIn(after, from.personId), { total: loser[1], rank: "2", incentive: "0.00" });
  assert.deepEqual(personIn(after, to.personId), { total: winner[1], rank: "1", incentive: winner[3] });
});

test("the totals are those of both waves", () => {
  for (const row of after.salesTeamMart) {
    const total = second.totals.of(Number(row["store_id"]), row["sales_month"] ?? "", Number(row["sales_person_id"]));
    assert.equal(row["total_sales"], formatMoney(total));
  }
});

test("the correction has an earlier file's key and other content", () => {
  assert.ok(firstSink.files.has(second.corrected.key));
  assert.notDeepEqual(sink.files.get(second.corrected.key), firstSink.files.get(second.corrected.key));
});

test("the duplicate has an earlier file's content and another key", () => {
  assert.ok(!firstSink.files.has(second.duplicate.key));
  assert.deepEqual(sink.files.get(second.duplicate.key), firstSink.files.get(second.duplicateOf));
});

test("customers who buy most have moved to another city", () => {
  const rows = linesOf(sink.files.get(second.customers.key));
  const known = linesOf(firstSink.files.get("raw/customers/customers.csv"));
  assert.equal(rows.length, 5);
  for (const row of rows) {
    const id = row.slice(0, row.indexOf(","));
    const earlier = known.find((line) => line.startsWith(`${id},`));
    assert.notEqual(cityOf(row), cityOf(earlier ?? ""));
  }
});

test("a second wave is the same for the same options", async () => {
  const again = new MemorySink();
  await generateSecondWave(SMALL, again, first);
  assert.deepEqual(again.files, sink.files);
});

test("one day of sales is too little for a second wave", async () => {
  const tiny = { ...SMALL, rows: 1 };
  const only = await generateDataset(tiny, new MemorySink());
  await assert.rejects(
    generateSecondWave(tiny, new MemorySink(), only),
    new RangeError("A second wave needs sales on at least two days. Generate more rows."),
  );
});

function linesOf(content: Uint8Array | undefined): readonly string[] {
  return Buffer.from(content ?? [])
    .toString()
    .trim()
    .split("\n")
    .slice(1);
}

/** The last part of the quoted address. */
function cityOf(line: string): string | undefined {
  return /, ([A-Z]\w+)",/.exec(line)?.[1];
}
